import { type ReactNode, useState } from 'react';
import { type AuditActor, useSignOff, useWeek, type WeekReview } from '../../api/reviews.ts';
import { auditedObjects, whoIs } from '../../messages/audit-log.ts';
import { wordsOf } from '../../messages/codes.ts';
import { auditOutcomes, reviewWords as words } from '../../messages/reviews.ts';
import { failureWords } from '../../messages/shell.ts';
import { ActButton } from '../../ui/action-button.tsx';
import { formatInstant } from '../../ui/format-time.ts';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';

/** One week: its acts by kind and person, what stands out, and the signatures under it. */
export function Week({ week }: { readonly week: string }) {
  const { t } = useSpeech();
  const seen = useWeek(week);
  if (seen.isPending) return <Loading />;
  if (!seen.data) {
    return (
      <Failure
        title={seen.error?.message || t(failureWords.away)}
        kept={t(failureWords.kept)}
        code="week"
        onRetry={() => void seen.refetch()}
      />
    );
  }
  return (
    <>
      <Signatures seen={seen.data} />
      <Notable seen={seen.data} />
      <div className="record">
        <ByPerson seen={seen.data} />
        <ByKind seen={seen.data} />
      </div>
    </>
  );
}

function Signatures({ seen }: { readonly seen: WeekReview }) {
  const { t, language } = useSpeech();
  const signing = useSignOff(seen.week);
  const [told, setTold] = useState<{ readonly tone: 'done' | 'error'; readonly text: string } | null>(null);
  const sign = (): void =>
    signing.mutate(seen.figuresSha256, {
      onSuccess: () => setTold({ tone: 'done', text: t(words.signed) }),
      onError: (error) => setTold({ tone: 'error', text: error.message || t(failureWords.away) }),
    });
  const left = seen.left.map(nameOf).join(', ');
  return (
    <section className="panel stack" aria-labelledby="signatures">
      <h2 id="signatures">
        {t(words.weekFrom, { week: seen.week })} · {t(words.signatures)}
      </h2>
      {seen.reviews.length === 0 ? <p>{t(words.noSignature)}</p> : null}
      <ul className="plain">
        {seen.reviews.map((review) => (
          <li key={review.by.ref}>
            {t(words.signedBy, { name: nameOf(review.by), at: formatInstant(review.at, language) })}
          </li>
        ))}
      </ul>
      {seen.reviews.length > 0 && left !== '' ? <p>{t(words.left, { names: left })}</p> : null}
      {told === null ? null : (
        <Banner tone={told.tone} live>
          {told.text}
        </Banner>
      )}
      <div>
        <ActButton
          acts={seen.actions}
          name="sign-off"
          unnamed={failureWords.notOffered}
          onPress={sign}
          variant="primary"
          reasonShown
        >
          {t(words.sign)}
        </ActButton>
      </div>
    </section>
  );
}

function Notable({ seen }: { readonly seen: WeekReview }) {
  const { t } = useSpeech();
  if (seen.notable.length === 0) {
    return (
      <section className="panel stack" aria-labelledby="notable">
        <h2 id="notable">{t(words.notable)}</h2>
        <p>{t(words.nothingNotable)}</p>
      </section>
    );
  }
  return (
    <Figures
      id="notable"
      title={t(words.notable)}
      heads={[
        t(words.colEntry),
        t(words.colAt),
        t(words.colActor),
        t(words.colAct),
        t(words.colOutcome),
        t(words.colObject),
      ]}
      rows={seen.notable.map((one) => ({
        key: String(one.entry),
        cells: [
          String(one.entry),
          <Instant key="at" at={one.at} short />,
          whoIs(t, one.actor),
          code(one.act),
          t(wordsOf(auditOutcomes, one.outcome)),
          `${t(wordsOf(auditedObjects, one.objectKind))} ${one.objectIds.join(', ')}`,
        ],
      }))}
    />
  );
}

function ByPerson({ seen }: { readonly seen: WeekReview }) {
  const { t, number } = useSpeech();
  return (
    <Figures
      id="by-person"
      title={t(words.byPerson)}
      heads={[t(words.colActor), t(words.colActs), t(words.colDenied), t(words.colRefused)]}
      numbersFrom={1}
      rows={seen.actors.map((one) => ({
        key: one.actor.ref,
        cells: [whoIs(t, one.actor), number(one.count), number(one.denied), number(one.refused)],
      }))}
    />
  );
}

function ByKind({ seen }: { readonly seen: WeekReview }) {
  const { t, number } = useSpeech();
  return (
    <Figures
      id="by-kind"
      title={t(words.byKind)}
      heads={[t(words.colAct), t(words.colOutcome), t(words.colActs)]}
      numbersFrom={2}
      rows={seen.acts.map((one) => ({
        key: `${one.act} ${one.outcome}`,
        cells: [code(one.act), t(wordsOf(auditOutcomes, one.outcome)), number(one.count)],
      }))}
    />
  );
}

/** A table whose first column names the row. */
function Figures(props: {
  readonly id: string;
  readonly title: string;
  readonly heads: readonly string[];
  /** Columns from this one on hold numbers. */
  readonly numbersFrom?: number;
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}) {
  const alignOf = (place: number) => (place >= (props.numbersFrom ?? Number.POSITIVE_INFINITY) ? 'end' : undefined);
  return (
    <div className="panel stack">
      <h2 id={props.id}>{props.title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than its panel is scrolled by keys */}
      <section className="scroll" tabIndex={0} aria-labelledby={props.id}>
        <table className="table">
          <thead>
            <tr>
              {props.heads.map((head, place) => (
                <th key={head} scope="col" className={alignOf(place)}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.cells[0]}</th>
                {row.cells.slice(1).map((cell, place) => (
                  <td key={props.heads[place + 1]} className={alignOf(place + 1)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function nameOf(actor: AuditActor): string {
  return actor.name ?? actor.ref;
}

/** The log's own word for an act: a code, the same in both languages. */
function code(text: string): ReactNode {
  return (
    <span className="mono" translate="no">
      {text}
    </span>
  );
}
