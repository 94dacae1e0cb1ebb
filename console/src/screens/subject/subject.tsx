import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Refusal } from '../../api/client.ts';
import type { Edge } from '../../api/contract.ts';
import { useJudgeLink, useSubject, type Verdict } from '../../api/subjects.ts';
import { verdicts } from '../../messages/codes.ts';
import { subjectKeys } from '../../messages/keys.ts';
import { failureWords, shellWords } from '../../messages/shell.ts';
import { subjectWords as words } from '../../messages/subject.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner, Failure, Loading } from '../../ui/states.tsx';
import { offerUndo, undoLast } from '../../ui/undo.tsx';
import { useKeyRegion } from '../../ui/use-key-region.ts';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { KnownIdentifiers } from './known-identifiers.tsx';
import { Links } from './links.tsx';
import { MemberReports } from './member-reports.tsx';
import './subject.css';

/** Everything about one possible person across reports; links are proposals a person confirms or refuses. */
export function SubjectScreen() {
  const { t, say } = useSpeech();
  const { subject: number } = useParams({ from: '/subjects/$subject' });
  const subject = useSubject(number);
  const heading = useTitledPage(t(words.title, { subject: number }), number);
  const judging = useJudging();
  const edges = subject.data?.edges ?? [];
  const [current, setCurrent] = useState<number | null>(null);
  const edge = edges.find((each) => each.id === current) ?? edges[0];
  const step = (by: number): void => {
    const at = edges.findIndex((each) => each.id === edge?.id);
    const next = edges[Math.min(Math.max(current === null ? 0 : at + by, 0), edges.length - 1)];
    if (!next) return;
    setCurrent(next.id);
    document.getElementById(`edge-${next.id}`)?.focus();
  };
  const judge = (verdict: Verdict) => (): void => {
    if (edge) judging.judge(edge, verdict, say);
  };
  const onKeyDown = useKeyRegion(subjectKeys, {
    down: () => step(1),
    up: () => step(-1),
    same: judge('same'),
    maybe: judge('maybe'),
    different: judge('different'),
    undo: undoLast,
  });
  const missing = subject.error instanceof Refusal && subject.error.status === 404;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the subject live here; each act has its own button
    <div className="screen" onKeyDown={onKeyDown}>
      <p>
        <Link to="/queue" search={{}}>
          {t(words.back)}
        </Link>
      </p>
      <div className="row">
        <h1 ref={heading} tabIndex={-1}>
          {missing ? t(shellWords.notFoundTitle) : t(words.title, { subject: number })}
        </h1>
        {subject.data?.mayBeMinor === true ? <Chip tone="hold">{t(words.minor)}</Chip> : null}
      </div>
      {missing ? <p>{t(shellWords.notFoundNext)}</p> : null}
      {subject.isPending ? <Loading rows={8} /> : null}
      {subject.isError && !missing && !subject.data ? (
        <Failure
          title={subject.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="subject"
          onRetry={() => void subject.refetch()}
        />
      ) : null}
      {judging.message === null ? null : (
        <Banner tone="hold" live>
          {judging.message}
        </Banner>
      )}
      {subject.data ? (
        <div className="record">
          <div className="stack">
            <Links
              edges={edges}
              current={edge?.id ?? null}
              onCurrent={setCurrent}
              onJudge={(each, verdict) => judging.judge(each, verdict, say)}
              onTakeBack={judging.takeBack}
            />
          </div>
          <div className="stack">
            <MemberReports reports={subject.data.reports} />
            <KnownIdentifiers identifiers={subject.data.identifiers} />
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** Gives a verdict on a link and offers to take it back; what the server withholds is said. */
function useJudging() {
  const { t } = useSpeech();
  const link = useJudgeLink();
  const [message, setMessage] = useState<string | null>(null);
  const onError = (error: Error): void => setMessage(error.message || t(failureWords.away));
  const takeBack = (id: number): void => link.mutate({ id, verdict: null }, { onError });
  return {
    message,
    takeBack,
    judge: (edge: Edge, verdict: Verdict, say: (pair: { en: string; fr: string }) => string): void => {
      const why = withheldWhy(edge.actions, verdict, failureWords.notOffered);
      setMessage(why === null ? null : say(why));
      if (why !== null) return;
      const onSuccess = (): void =>
        offerUndo({
          words: words.judged,
          values: { a: edge.a, b: edge.b, verdict: t(verdicts[verdict]) },
          until: null,
          undo: () => takeBack(edge.id),
        });
      link.mutate({ id: edge.id, verdict }, { onSuccess, onError });
    },
  };
}
