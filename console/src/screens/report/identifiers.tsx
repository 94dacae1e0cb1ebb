import type { Clocks, Identifier, Report } from '../../api/contract.ts';
import { useClocks } from '../../api/reports.ts';
import { gates, identifierKinds, personRoles, provenances, wordsOf } from '../../messages/codes.ts';
import { reportWords as words } from '../../messages/report.ts';
import { Chip, Fact, Received } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { WrittenTime } from '../../ui/time.tsx';
import { fieldId } from './field-id.ts';

type Gate = Clocks['gates'][number];

/** Each identifier with where it comes from, when it was seen, and what keeps it from being used. */
export function Identifiers({ report }: { readonly report: Report }) {
  const { t } = useSpeech();
  const clocks = useClocks(report.report);
  const gateOf = new Map((clocks.data?.gates ?? []).map((gate) => [gate.identifierId, gate]));
  return (
    <section className="panel stack" aria-labelledby="identifiers">
      <h2 id="identifiers">{t(words.identifiers)}</h2>
      {report.identifiers.length === 0 ? (
        <p className="muted">{t(words.noIdentifiers)}</p>
      ) : (
        <dl className="facts">
          {report.identifiers.map((identifier) => (
            <IdentifierFact key={identifier.id} identifier={identifier} gate={gateOf.get(identifier.id)} />
          ))}
        </dl>
      )}
    </section>
  );
}

function IdentifierFact({ identifier, gate }: { readonly identifier: Identifier; readonly gate: Gate | undefined }) {
  const { t } = useSpeech();
  const role = identifier.personRole;
  return (
    <Fact
      id={fieldId(identifier.path)}
      name={
        <>
          {t(wordsOf(identifierKinds, identifier.kind))}
          {role === null ? null : <span className="meta"> · {t(wordsOf(personRoles, role))}</span>}
        </>
      }
      chips={<Standing identifier={identifier} gate={gate} />}
    >
      <Received value={identifier.value} mono />
      {identifier.service === null ? null : (
        <>
          {' '}
          · <Received value={identifier.service} />
        </>
      )}
      <br />
      <span className="meta muted">
        {identifier.event === null ? null : <Received value={identifier.event} />}{' '}
        {identifier.observed === null ? (
          t(words.noTime)
        ) : (
          <>
            {identifier.event === null ? t(words.observed) : null}{' '}
            <WrittenTime asWritten={identifier.observed.asWritten} instant={identifier.observed.instant} />
          </>
        )}
      </span>
    </Fact>
  );
}

/** Origin, port, proxy, caveat and legal gate. An address without its port may stand for many people. */
function Standing({ identifier, gate }: { readonly identifier: Identifier; readonly gate: Gate | undefined }) {
  const { t, say, colon } = useSpeech();
  return (
    <>
      <Chip>{t(wordsOf(provenances, identifier.provenance))}</Chip>
      {identifier.port === null ? null : <Chip>{t(words.port, { n: String(identifier.port) })}</Chip>}
      {identifier.kind === 'ip' && identifier.port === null ? <Chip tone="hold">{t(words.noPort)}</Chip> : null}
      {identifier.possibleProxy === true ? <Chip tone="hold">{t(words.proxy)}</Chip> : null}
      {identifier.verified === true ? <Chip tone="done">{t(words.verified)}</Chip> : null}
      {identifier.caveat === null ? null : <Chip tone="hold">{t(words.caveat, { text: identifier.caveat })}</Chip>}
      {gate === undefined || gate.state === 'open' ? null : (
        <Chip tone={gate.state === 'blocked' ? 'error' : 'hold'}>
          {t(wordsOf(gates, gate.state))}
          {colon} {say(gate.reason)}
        </Chip>
      )}
    </>
  );
}
