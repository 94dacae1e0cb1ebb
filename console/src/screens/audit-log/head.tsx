import type { ReactNode } from 'react';
import { type ListedAct, useLastVerification } from '../../api/audit-log.ts';
import { type LogHead, useLogHead } from '../../api/reviews.ts';
import { auditLogWords as words } from '../../messages/audit-log.ts';
import { reviewWords } from '../../messages/reviews.ts';
import { failureWords } from '../../messages/shell.ts';
import { Chip } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';

/** The newest signed head: how much it covers, what it says, who vouched for it, and when the whole log was last derived anew. */
export function Head() {
  const { t } = useSpeech();
  const head = useLogHead();
  return (
    <section className="panel stack" aria-labelledby="log-head">
      <h2 id="log-head">{t(words.headTitle)}</h2>
      {head.isPending ? <Loading rows={5} /> : null}
      {head.isError && !head.data ? <HeadMissing error={head.error} onRetry={() => void head.refetch()} /> : null}
      {head.data ? <HeadFacts head={head.data} /> : null}
    </section>
  );
}

function HeadMissing({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useSpeech();
  // A log without a head answers as everything does that is not there.
  if ('code' in error && error.code === 'not-found') return <p>{t(words.noHead)}</p>;
  return (
    <Failure
      title={error.message || t(failureWords.away)}
      kept={t(failureWords.kept)}
      code="log-head"
      onRetry={onRetry}
    />
  );
}

function HeadFacts({ head }: { readonly head: LogHead }) {
  const { t, number } = useSpeech();
  const verified = useLastVerification();
  return (
    <dl className="facts">
      <Fact name={t(words.size)}>{number(head.treeSize)}</Fact>
      <Fact name={t(words.root)}>
        <span className="mono" translate="no">
          {head.rootHash}
        </span>
      </Fact>
      <Fact name={t(words.signedAt)}>
        <Instant at={head.signedAt} />
      </Fact>
      <Fact name={t(words.witnessed)}>
        <Witnessed witness={head.witness} />
      </Fact>
      <Fact name={t(words.verified)}>
        {verified.data === null ? t(words.neverVerified) : null}
        {verified.data ? <Verified line={verified.data} /> : null}
        {verified.isError ? <span className="fault">{verified.error.message || t(failureWords.away)}</span> : null}
      </Fact>
    </dl>
  );
}

function Witnessed({ witness: { state, since } }: { readonly witness: LogHead['witness'] }) {
  const { t } = useSpeech();
  if (state === 'none' || since === null) return <Chip tone="hold">{t(reviewWords.witnessNone)}</Chip>;
  return (
    <>
      {state === 'overdue' ? <Chip tone="error">{t(words.silent)}</Chip> : null}
      <Instant at={since} />
    </>
  );
}

function Verified({ line }: { readonly line: ListedAct }) {
  const { t } = useSpeech();
  const valueIn = (name: string) => line.detail.find((each) => each.name === name)?.values[0];
  return (
    <>
      <Instant at={line.at} />
      {valueIn('ok') === 'true' ? (
        <Chip tone="done">{t(words.unaltered)}</Chip>
      ) : (
        <Chip tone="error">{t(words.altered, { n: Number(valueIn('faults') ?? 0) })}</Chip>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
