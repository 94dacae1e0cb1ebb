import { type ListedAct, proofAddress } from '../../api/audit-log.ts';
import { auditedObjects, whoIs, auditLogWords as words } from '../../messages/audit-log.ts';
import { wordsOf } from '../../messages/codes.ts';
import { auditOutcomes, reviewWords } from '../../messages/reviews.ts';
import { Chip } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';

const TONES: Readonly<Record<string, 'error' | 'hold'>> = { denied: 'error', refused: 'hold' };
const OBJECTS_SHOWN = 3;
/** A digest is told apart by its beginning; the whole of it stands in the proof. */
const LONGEST_CODE = 24;
const SHORTENED = 10;

/** Acts as rows: numbers, instants and codes. */
export function ActsTable({ items, isOld }: { readonly items: readonly ListedAct[]; readonly isOld: boolean }) {
  const { t } = useSpeech();
  const heads = [
    reviewWords.colEntry,
    reviewWords.colAt,
    reviewWords.colActor,
    reviewWords.colAct,
    reviewWords.colObject,
    reviewWords.colOutcome,
    words.colCodes,
    words.colProof,
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its panel is scrolled by keys
    <section className="scroll" tabIndex={0} aria-labelledby="acts" aria-busy={isOld}>
      <table className="table acts-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head.en} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.entry}>
              <th scope="row">{item.entry}</th>
              <td>
                <Instant at={item.at} short />
              </td>
              <td>
                <Who actor={item.actor} />
              </td>
              <td className="mono" translate="no">
                {item.act}
              </td>
              <td>
                <About item={item} />
              </td>
              <td>
                <Outcome code={item.outcome} />
              </td>
              <td>
                <Codes detail={item.detail} />
              </td>
              <td>
                <Proof item={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Who({ actor }: { readonly actor: ListedAct['actor'] }) {
  const { t } = useSpeech();
  const own = actor.ref.replace(/^[a-z]+:/, '');
  return (
    <>
      <bdi>{whoIs(t, actor)}</bdi>{' '}
      {actor.name === null ? null : <span className="meta muted">{t(words.personNumber, { n: own })}</span>}
    </>
  );
}

function About({ item }: { readonly item: ListedAct }) {
  const { t } = useSpeech();
  const shown = item.objects.slice(0, OBJECTS_SHOWN);
  const more = item.objectCount - shown.length;
  // A number says what it is a number of.
  const isNamed = shown.some(({ number }) => number !== null);
  return (
    <>
      {isNamed ? null : t(wordsOf(auditedObjects, item.objectKind))}{' '}
      <span translate="no">{shown.map(({ id, number }) => number ?? id).join(', ')}</span>{' '}
      {more > 0 ? <span className="meta muted">{t(words.more, { n: more })}</span> : null}
    </>
  );
}

function Outcome({ code }: { readonly code: string }) {
  const { t } = useSpeech();
  const said = t(wordsOf(auditOutcomes, code));
  const tone = TONES[code];
  return tone === undefined ? said : <Chip tone={tone}>{said}</Chip>;
}

function Codes({ detail }: { readonly detail: ListedAct['detail'] }) {
  const brief = (value: string) => (value.length > LONGEST_CODE ? `${value.slice(0, SHORTENED)}…` : value);
  return (
    <ul className="plain codes" translate="no">
      {detail.map(({ name, values }) => (
        <li key={name} title={`${name} ${values.join(', ')}`}>
          <span className="muted">{name}</span> <span className="mono">{values.map(brief).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

function Proof({ item }: { readonly item: ListedAct }) {
  const { t } = useSpeech();
  if (!item.isProvable) return <span className="meta muted">{t(words.soon)}</span>;
  return (
    <a
      className="target"
      href={proofAddress(item.entry)}
      download={`act-${item.entry}.tlog-proof`}
      aria-label={t(words.proofOf, { entry: String(item.entry) })}
    >
      {t(words.proof)}
    </a>
  );
}
