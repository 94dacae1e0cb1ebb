import { type Regime, useRegimes } from '../../api/regimes.ts';
import { useSession } from '../../api/session.ts';
import { regimeWords as words } from '../../messages/regimes.ts';
import { failureWords } from '../../messages/shell.ts';
import { Chip, Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { keptFor } from './kept-for.ts';
import { ProposeDay } from './propose-day.tsx';

/** What the law asks of a notice and since when; the day of a regime to come, for two persons to set. */
export function RegimesScreen() {
  const { t } = useSpeech();
  const regimes = useRegimes();
  const heading = useTitledPage(t(words.title), 'regimes');
  const mayPropose = useSession().data?.person.roles.includes('administrator') === true;
  const items = regimes.data?.items ?? [];
  const current = items.find((one) => one.isInForce);
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      {regimes.isPending ? <Loading rows={4} /> : null}
      {regimes.isError && !regimes.data ? (
        <Failure
          title={regimes.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="regimes"
          onRetry={() => void regimes.refetch()}
        />
      ) : null}
      {items.map((regime) => (
        <section key={regime.code} className="panel stack" aria-labelledby={`regime-${regime.code}`}>
          <RegimeFacts regime={regime} />
          <History regime={regime} />
          {mayPropose && regime.daySettable ? <ProposeDay regime={regime} current={current} /> : null}
        </section>
      ))}
    </div>
  );
}

function RegimeFacts({ regime }: { readonly regime: Regime }) {
  const speech = useSpeech();
  const { t, say } = speech;
  return (
    <>
      <div className="spread">
        <h2 id={`regime-${regime.code}`}>{say(regime.title)}</h2>
        <Chip tone={regime.isInForce ? 'done' : undefined}>
          {t(regime.isInForce ? words.inForce : words.notInForce)}
        </Chip>
      </div>
      <dl>
        <Fact name={t(words.since)}>{regime.inForceFrom?.slice(0, 10) ?? t(words.noDay)}</Fact>
        <Fact name={t(words.keep)}>{keptFor(speech, regime)}</Fact>
        <Fact name={t(words.required)}>{regime.notice.required.map((letter) => `(${letter})`).join(' ')}</Fact>
        <Fact name={t(words.addressee)}>{say(regime.notice.addressee)}</Fact>
        <Fact name={t(words.transmission)}>{t(words[regime.notice.transmissionData])}</Fact>
        <Fact name={t(words.source)}>
          {say(regime.section)} <Received value={`(${regime.source})`} />
        </Fact>
      </dl>
      <p>
        {say(regime.keeping.rule)} {say(regime.keeping.destroyAfter)}
      </p>
    </>
  );
}

function History({ regime: { daySettable, days } }: { readonly regime: Regime }) {
  const { t } = useSpeech();
  if (days.length === 0) return <p className="muted">{t(daySettable ? words.noHistory : words.fixed)}</p>;
  return (
    <div className="scroll">
      <h3>{t(words.history)}</h3>
      <table className="table">
        <thead>
          <tr>
            {([words.colDay, words.colAuthority, words.colBy, words.colAt] as const).map((column) => (
              <th key={column.en} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.setAt}>
              <th scope="row">{day.inForceFrom?.slice(0, 10) ?? t(words.takenBack)}</th>
              <td>
                <Received value={day.authority} />
              </td>
              <td>
                {day.setBy}, {day.approvedBy}
              </td>
              <td>
                <Instant at={day.setAt} short />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
