import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { read } from '../../api/client.ts';
import type { Session } from '../../api/contract.ts';
import { enterSession, useSession } from '../../api/session.ts';
import { settleStepUp, useStepUpAsked } from '../../api/step-up.ts';
import { proofWords, lockWords as words } from '../../messages/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Banner } from '../../ui/states.tsx';
import { ProofForm } from './proof-form.tsx';

const LOOK_MS = 1_500;

/** Asks for the key when an act needs it fresh, and lets the act go on. What was being written stays underneath. */
export function StepUpDialog() {
  const { t } = useSpeech();
  const asked = useStepUpAsked();
  const queries = useQueryClient();
  const proven = useSession().data?.stepUpUntil ?? null;
  const [before, setBefore] = useState<string | null>(null);
  const [travelling, setTravelling] = useState(false);
  useEffect(() => {
    if (!asked) {
      setBefore(proven);
      setTravelling(false);
    } else if (proven !== null && proven !== before) settleStepUp(true);
  }, [asked, proven, before]);
  useEffect(() => {
    if (!asked || !travelling) return;
    const timer = setInterval(() => {
      void read<Session>('session').then(
        (session) => (session.stepUpUntil === null ? undefined : enterSession(queries, session)),
        () => undefined,
      );
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [asked, travelling, queries]);
  return (
    <ModalDialog title={t(words.stepUpTitle)} open={asked} onClose={() => settleStepUp(false)}>
      <p>{t(words.stepUpHow)}</p>
      {travelling ? (
        <Banner tone="hold" live>
          {t(proofWords.otherWindow)}
        </Banner>
      ) : null}
      <ProofForm intent="step-up" onTravel={() => setTravelling(true)} />
      <div className="row">
        <Button onPress={() => settleStepUp(false)}>{t(words.noStepUp)}</Button>
      </div>
    </ModalDialog>
  );
}
