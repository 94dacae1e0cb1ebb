import { useId, useState } from 'react';
import type { DueReport } from '../../api/contract-trust.ts';
import { useRetentionActs } from '../../api/retention.ts';
import { reportStates, wordsOf } from '../../messages/codes.ts';
import { retentionWords as words } from '../../messages/retention.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Empty } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import './retention.css';

interface DueProps {
  readonly rules: string;
  readonly items: readonly DueReport[];
  readonly next: string | null;
}

/** The dry run: what would go and why, what stays though its time is over; and the way to a second person. */
export function DueList({ rules, items, next }: DueProps) {
  const { t } = useSpeech();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (report: string): void =>
    setChosen((now) => new Set(now.has(report) ? [...now].filter((one) => one !== report) : [...now, report]));
  return (
    <>
      <p className="muted">{t(words.dryRun, { rules })}</p>
      {items.length === 0 ? (
        <Empty title={t(words.noneDue)}>
          <p>{t(words.noneDueNext)}</p>
        </Empty>
      ) : (
        <>
          <DueTable items={items} chosen={chosen} onToggle={toggle} />
          <Propose chosen={chosen} onProposed={() => setChosen(new Set())} />
        </>
      )}
      {next === null ? null : <p className="meta muted">{t(words.more)}</p>}
    </>
  );
}

function DueTable(props: {
  readonly items: readonly DueReport[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (report: string) => void;
}) {
  const { t } = useSpeech();
  const heads = [words.colReport, words.colState, words.colClass, words.colUsed, words.colDue, words.colWhy] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
    <section className="scroll" tabIndex={0} aria-labelledby="due">
      <table className="table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head.en} scope="col">
                {t(head)}
              </th>
            ))}
            <th scope="col" className="end">
              {t(words.colRows)}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.items.map((item) => (
            <DueRow
              key={item.report}
              item={item}
              chosen={props.chosen.has(item.report)}
              onToggle={() => props.onToggle(item.report)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function DueRow(props: { readonly item: DueReport; readonly chosen: boolean; readonly onToggle: () => void }) {
  const { t, say } = useSpeech();
  const { item } = props;
  return (
    <tr>
      <th scope="row">
        <label className="choice due">
          <input
            type="checkbox"
            checked={props.chosen}
            disabled={item.standing !== 'due'}
            aria-label={t(words.choose, { report: item.report })}
            onChange={props.onToggle}
          />
          {item.report}
        </label>
      </th>
      <td>{t(wordsOf(reportStates, item.state))}</td>
      <td>
        {say(item.class.words)} <span className="meta muted">{say(item.class.authority)}</span>{' '}
        {item.ruleStanding === 'to-be-confirmed' ? <Chip tone="hold">{t(words.toConfirm)}</Chip> : null}
      </td>
      <td>
        <Instant at={item.lastUsedAt} short />
      </td>
      <td>
        <Instant at={item.dueAt} short />
      </td>
      <td>
        {say(item.why)} {item.sharedPackages.join(', ')}
      </td>
      <td className="end">{item.rows}</td>
    </tr>
  );
}

function Propose(props: { readonly chosen: ReadonlySet<string>; readonly onProposed: () => void }) {
  const { t } = useSpeech();
  const id = useId();
  const { propose } = useRetentionActs();
  const [reason, setReason] = useState('');
  const ready = props.chosen.size > 0 && reason.trim() !== '';
  const send = (): void =>
    propose.mutate(
      { reports: [...props.chosen], reason: reason.trim() },
      {
        onSuccess: () => {
          setReason('');
          props.onProposed();
        },
      },
    );
  return (
    <div className="stack">
      <div className="field" data-wide="true">
        <label htmlFor={id}>{t(words.reason)}</label>
        <textarea id={id} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <div className="row">
        <Button variant="danger" reasonShown withheld={ready ? null : t(words.chooseFirst)} onPress={send}>
          {t(words.propose)}
        </Button>
        <span className="muted">{t(words.chosen, { n: props.chosen.size })}</span>
      </div>
      {propose.isSuccess ? (
        <Banner tone="done" live>
          {t(words.proposed)}
        </Banner>
      ) : null}
      <Fault error={propose.error} />
    </div>
  );
}
