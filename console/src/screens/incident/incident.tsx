import { Link, useParams } from '@tanstack/react-router';
import { Refusal } from '../../api/client.ts';
import type { Incident } from '../../api/contract-trust.ts';
import { useIncident } from '../../api/incidents.ts';
import { wordsOf } from '../../messages/codes.ts';
import { incidentActs, incidentClockStates, incidentStates, incidentWords as words } from '../../messages/incidents.ts';
import { failureWords, shellWords } from '../../messages/shell.ts';
import { Chip, Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { IncidentWork } from './incident-work.tsx';

/** One incident: its facts, its clocks, who was told, and every act on it in order. */
export function IncidentScreen() {
  const { t } = useSpeech();
  const { incident: number } = useParams({ from: '/incidents/$incident' });
  const incident = useIncident(number);
  const heading = useTitledPage(t(words.one, { number }), number);
  const missing = incident.error instanceof Refusal && incident.error.status === 404;
  return (
    <div className="screen">
      <p>
        <Link to="/incidents">{t(words.back)}</Link>
      </p>
      <h1 ref={heading} tabIndex={-1}>
        {missing ? t(shellWords.notFoundTitle) : t(words.one, { number })}
      </h1>
      {incident.isPending ? <Loading /> : null}
      {incident.isError && !missing && !incident.data ? (
        <Failure
          title={incident.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="incident"
          onRetry={() => void incident.refetch()}
        />
      ) : null}
      {incident.data ? (
        <div className="record">
          <div className="stack">
            <Facts incident={incident.data} />
            <IncidentWork key={`${incident.data.number} ${incident.data.state}`} incident={incident.data} />
          </div>
          <div className="stack">
            <Clocks incident={incident.data} />
            <Told incident={incident.data} />
            <Timeline incident={incident.data} />
          </div>
        </div>
      ) : null}
    </div>
  );
}

interface Part {
  readonly incident: Incident;
}

function Facts({ incident }: Part) {
  const { t, say } = useSpeech();
  const answer = (value: boolean | null) => t(value === null ? words.unknown : value ? words.yes : words.no);
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">
        {say(incident.words)} · {t(wordsOf(incidentStates, incident.state))}
      </h2>
      <dl>
        <Fact name={t(words.what)}>
          <Received value={incident.what} />
        </Fact>
        <Fact name={t(words.known)}>
          <Instant at={incident.knownAt} />
        </Fact>
        {incident.happenedAt === null ? null : (
          <Fact name={t(words.happened)}>
            <Instant at={incident.happenedAt} />
          </Fact>
        )}
        <Fact name={t(words.openedBy)}>{incident.byItself ? t(words.byItself) : incident.openedBy}</Fact>
        <Fact name={t(words.affected)}>
          {incident.affected === null ? t(words.unknown) : <Received value={incident.affected} />}
        </Fact>
        <Fact name={t(words.jeopardises)}>{answer(incident.jeopardisesFunction)}</Fact>
        <Fact name={t(words.personal)}>{answer(incident.personalInformation)}</Fact>
        {incident.containment === null ? null : (
          <Fact name={t(words.containment)}>
            <Received value={incident.containment} />
          </Fact>
        )}
        {incident.material === null ? null : (
          <Fact name={t(words.judgement)}>
            {t(words[incident.material])}. <Received value={incident.judgement ?? ''} />
          </Fact>
        )}
      </dl>
    </section>
  );
}

const TONES = { running: 'hold', over: 'error', met: 'done', late: 'hold', ended: undefined } as const;

function Clocks({ incident }: Part) {
  const { t, say } = useSpeech();
  return (
    <section className="panel" aria-labelledby="clocks">
      <h2 id="clocks">{t(words.clocks)}</h2>
      {incident.clocks.length === 0 ? <p className="muted">{t(words.noClocks)}</p> : null}
      <dl>
        {incident.clocks.map((clock) => (
          <Fact
            key={clock.kind}
            name={say(clock.words)}
            chips={
              <>
                <Chip tone={TONES[clock.state]}>{t(wordsOf(incidentClockStates, clock.state))}</Chip>
                {clock.standing === 'to-be-confirmed' ? <Chip>{t(words.toConfirm)}</Chip> : null}
              </>
            }
          >
            <Instant at={clock.dueAt} /> · {say(clock.tell)} <span className="mono meta muted">{clock.source}</span>
            {clock.endedReason === null ? null : <Received value={` ${clock.endedReason}`} />}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Told({ incident }: Part) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="told">
      <h2 id="told">{t(words.told)}</h2>
      {incident.told.length === 0 ? <p className="muted">{t(words.nobodyTold)}</p> : null}
      <ul className="plain">
        {incident.told.map((one) => (
          <li key={`${one.at} ${one.told}`}>
            <Received value={one.told} /> · <Instant at={one.at} /> · {one.by}{' '}
            {one.reference === null ? null : <Received value={one.reference} mono />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Timeline({ incident }: Part) {
  const { t } = useSpeech();
  return (
    <section className="panel" aria-labelledby="timeline">
      <h2 id="timeline">{t(words.timeline)}</h2>
      <ol className="plain timeline">
        {incident.timeline.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the timeline only grows at its end
          <li key={index}>
            <Instant at={one.at} /> · <strong>{t(wordsOf(incidentActs, one.act))}</strong> · {one.by}{' '}
            {one.note === null ? null : <Received value={one.note} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
