import { Link, useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { IncidentLine } from '../../api/contract-trust.ts';
import { useIncidents, useOpenIncident } from '../../api/incidents.ts';
import { wordsOf } from '../../messages/codes.ts';
import {
  incidentClockStates,
  incidentKinds,
  incidentStates,
  incidentWords as words,
} from '../../messages/incidents.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Empty, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import { useTitledPage } from '../../ui/use-titled-page.ts';

/** The register: what went wrong, open ones first, each with its next clock. */
export function IncidentsScreen() {
  const { t } = useSpeech();
  const incidents = useIncidents();
  const heading = useTitledPage(t(words.title), 'incidents');
  const items = incidents.data?.items ?? [];
  return (
    <div className="screen">
      <h1 ref={heading} tabIndex={-1}>
        {t(words.title)}
      </h1>
      <p>{t(words.how)}</p>
      {incidents.isPending ? <Loading /> : null}
      {incidents.isError && !incidents.data ? (
        <Failure
          title={incidents.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="incidents"
          onRetry={() => void incidents.refetch()}
        />
      ) : null}
      {incidents.data && items.length === 0 ? (
        <Empty title={t(words.emptyTitle)}>
          <p>{t(words.emptyNext)}</p>
        </Empty>
      ) : null}
      {items.length === 0 ? null : <Register items={items} />}
      <Report />
    </div>
  );
}

function Register({ items }: { readonly items: readonly IncidentLine[] }) {
  const { t, say } = useSpeech();
  const heads = [words.colNumber, words.colKind, words.colState, words.colKnown, words.colClock];
  return (
    <ScrollTable label={t(words.title)} heads={heads} alone>
      {items.map((item) => (
        <tr key={item.number}>
          <th scope="row">
            <Link to="/incidents/$incident" params={{ incident: item.number }} className="target">
              {item.number}
            </Link>
          </th>
          <td>
            {say(item.words)} {item.byItself ? <span className="meta muted">{t(words.byItself)}</span> : null}
          </td>
          <td>{t(wordsOf(incidentStates, item.state))}</td>
          <td>
            <Instant at={item.knownAt} short />
          </td>
          <td>
            {item.nextClock === null ? (
              <span className="muted">{t(words.noClock)}</span>
            ) : (
              <>
                <Instant at={item.nextClock.dueAt} short />{' '}
                <Chip tone={item.nextClock.state === 'over' ? 'error' : 'hold'}>
                  {t(wordsOf(incidentClockStates, item.nextClock.state))}
                </Chip>
              </>
            )}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Report() {
  const { t } = useSpeech();
  const id = useId();
  const navigate = useNavigate();
  const open = useOpenIncident();
  const [kind, setKind] = useState('other');
  const [what, setWhat] = useState('');
  const send = (): void =>
    open.mutate(
      { kind, what: what.trim() },
      {
        onSuccess: ({ number }) => {
          setWhat('');
          void navigate({ to: '/incidents/$incident', params: { incident: number } });
        },
      },
    );
  return (
    <section className="panel stack" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t(words.report)}</h2>
      <div className="field">
        <label htmlFor={`${id}-kind`}>{t(words.kind)}</label>
        <select id={`${id}-kind`} value={kind} onChange={(event) => setKind(event.target.value)}>
          {Object.entries(incidentKinds).map(([code, pair]) => (
            <option key={code} value={code}>
              {t(pair)}
            </option>
          ))}
        </select>
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-what`}>{t(words.what)}</label>
        <textarea id={`${id}-what`} value={what} onChange={(event) => setWhat(event.target.value)} />
      </div>
      <div className="row">
        <Button variant="primary" reasonShown withheld={what.trim() === '' ? t(words.whatNeeded) : null} onPress={send}>
          {t(words.register)}
        </Button>
      </div>
      <Fault error={open.error} />
    </section>
  );
}
