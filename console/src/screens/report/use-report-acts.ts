import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Report, Triage } from '../../api/contract.ts';
import { useClaim, useTakeNext } from '../../api/queue.ts';
import { useDecide, useUndoDecision } from '../../api/reports.ts';
import { decisionWords } from '../../messages/decision.ts';
import { queueWords } from '../../messages/queue.ts';
import { reportWords as words } from '../../messages/report.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import type { BarAnswer } from '../../ui/decision-bar.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';
import { offerUndo } from '../../ui/undo.tsx';

/** How long a decision can be taken back before anything is announced. */
const UNDO_MS = 30_000;

interface Message {
  readonly tone: 'hold' | 'error' | 'done';
  readonly text: string;
}

/** The acts of the record region; each key and each button starts the same function. */
export function useReportActs(
  number: string,
  report: Report | undefined,
  triage: Triage | undefined,
  atTheTelephone: boolean,
) {
  const { t, say } = useSpeech();
  const [message, setMessage] = useState<Message | null>(null);
  const [open, setOpen] = useState<'bar' | 'urgency' | 'telephone' | null>(null);
  const [why, setWhy] = useState(false);
  const seen = useSeenVersion(number, report);
  const navigate = useNavigate();
  const next = useNext(setMessage);
  const claim = useClaim();
  const decide = useDecideWithUndo(number, seen.version, next, setMessage);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another report starts clean
  useEffect(() => {
    setOpen(atTheTelephone ? 'telephone' : null);
    setMessage(null);
  }, [number, atTheTelephone]);
  const unlessWithheld = (name: string, act: () => void): void => {
    const pair: Pair | null = withheldWhy(triage?.actions ?? [], name, failureWords.notOffered);
    setMessage(pair === null ? null : { tone: 'hold', text: say(pair) });
    if (pair === null) act();
  };
  const fail = (error: Error): void => setMessage({ tone: 'error', text: error.message || t(failureWords.away) });
  // The bar takes its focus with it: without a new place the keys of the record would be dead, Z among them.
  const stopDeciding = (): void => {
    setOpen(null);
    document.getElementById('title')?.focus();
  };
  return {
    message,
    why,
    deciding: open === 'bar',
    changingUrgency: open === 'urgency',
    unseen: seen.unseen,
    markSeen: seen.mark,
    toggleWhy: () => setWhy(!why),
    startDeciding: () => {
      if (seen.unseen === null) unlessWithheld('decide', () => setOpen('bar'));
      else setMessage({ tone: 'hold', text: t(words.seeFirst) });
    },
    stopDeciding,
    startUrgency: () => unlessWithheld('change-urgency', () => setOpen('urgency')),
    stopUrgency: () => setOpen(null),
    telephoning: open === 'telephone',
    telephone: () => setOpen('telephone'),
    hangUp: () => {
      setOpen(null);
      document.getElementById('title')?.focus();
      // Loaded anew, or come back to, the page does not telephone again.
      void navigate({ to: '/reports/$report', params: { report: number }, search: {}, replace: true });
    },
    // What was refused for want of a claim is answered by it: the refusal must not stand beside “you hold it”.
    claim: () =>
      unlessWithheld('claim', () =>
        claim.mutate({ report: number, claim: true }, { onError: fail, onSuccess: () => setMessage(null) }),
      ),
    release: () => unlessWithheld('release', () => claim.mutate({ report: number, claim: false }, { onError: fail })),
    takeNext: next,
    decide: (answer: BarAnswer) => {
      stopDeciding();
      decide(answer);
    },
  };
}

export type ReportActions = ReturnType<typeof useReportActs>;

/** The version this person has in front of them; a newer one blocks deciding until it is marked as seen. */
function useSeenVersion(number: string, report: Report | undefined) {
  const [seen, setSeen] = useState<{ readonly number: string; readonly version: number } | null>(null);
  const current = report?.version;
  const known = seen?.number === number ? seen.version : null;
  useEffect(() => {
    if (known === null && current !== undefined && report?.report === number) setSeen({ number, version: current });
  }, [known, current, number, report?.report]);
  const unseen = known !== null && current !== undefined && current > known ? current : null;
  return {
    version: known ?? current ?? 1,
    unseen,
    mark: () => (current === undefined ? undefined : setSeen({ number, version: current })),
  };
}

/** Takes the next report and opens it; without one, says so. */
function useNext(setMessage: (message: Message | null) => void): () => void {
  const { t } = useSpeech();
  const navigate = useNavigate();
  const takeNext = useTakeNext();
  return () =>
    takeNext.mutate(undefined, {
      onSuccess: (lease) => {
        if (lease) void navigate({ to: '/reports/$report', params: { report: lease.report } });
        else setMessage({ tone: 'hold', text: t(queueWords.nothingLeft) });
      },
      onError: (error) => setMessage({ tone: 'error', text: error.message || t(failureWords.away) }),
    });
}

/** Decides, offers to take it back, and goes on with the next report. */
function useDecideWithUndo(
  number: string,
  version: number,
  next: () => void,
  setMessage: (message: Message | null) => void,
) {
  const { t, say } = useSpeech();
  const decide = useDecide(number);
  const undo = useUndoDecision();
  return ({ choice, reason, target }: BarAnswer): void =>
    decide.mutate(
      { disposition: choice.code, reason, version, ...(target === '' ? {} : { target }) },
      {
        onSuccess: () => {
          const until = new Date(Date.now() + UNDO_MS).toISOString();
          offerUndo({
            words: decisionWords.done,
            values: { report: number, words: say(choice.words) },
            until,
            undo: () => undo.mutate(number),
          });
          next();
        },
        onError: (error) => setMessage({ tone: 'error', text: error.message || t(failureWords.away) }),
      },
    );
}
