import type { Triage } from '../../api/contract.ts';
import { useClocks } from '../../api/reports.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Fact } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

/** What is due when, as instants with their zone and the rule they are counted by. */
export function ClocksPanel({ report, triage }: { readonly report: string; readonly triage: Triage | undefined }) {
  const { t, say } = useSpeech();
  const clocks = useClocks(report);
  return (
    <section className="panel stack" aria-labelledby="clocks">
      <h2 id="clocks">{t(words.clocks)}</h2>
      <dl className="facts">
        {triage === undefined ? null : (
          <Fact name={t(words.decideBy)}>
            <Instant at={triage.dueAt} />
          </Fact>
        )}
        {triage?.diesAt == null ? null : (
          <Fact name={t(words.dies)}>
            <Instant at={triage.diesAt} />
          </Fact>
        )}
        {(clocks.data?.clocks ?? []).map((clock) => (
          <Fact key={clock.kind} name={say(clock.words)}>
            <Instant at={clock.dueAt} />{' '}
            <span className="meta muted">
              {t(words.countedFrom)} <Instant at={clock.startsAt} />, {clock.source},{' '}
              {t(words.rule, { version: clock.ruleVersion })}
            </span>
          </Fact>
        ))}
      </dl>
      {clocks.isError ? <p className="muted">{t(words.part)}</p> : null}
      {clocks.data?.clocks.length === 0 ? <p className="muted">{t(words.noClocks)}</p> : null}
    </section>
  );
}
