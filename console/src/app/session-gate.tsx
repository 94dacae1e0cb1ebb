import { type ReactNode, useEffect, useRef } from 'react';
import { Refusal } from '../api/client.ts';
import { useLocked } from '../api/lock.ts';
import { lockNow, useSession } from '../api/session.ts';
import { globalKeys } from '../messages/keys.ts';
import { failureWords } from '../messages/shell.ts';
import { LockScreen } from '../screens/sign-in/lock-screen.tsx';
import { SignIn } from '../screens/sign-in/sign-in.tsx';
import { StepUpDialog } from '../screens/sign-in/step-up-dialog.tsx';
import { forgetDrafts } from '../ui/draft.ts';
import { actOf } from '../ui/keyboard.ts';
import { useSpeech } from '../ui/language.tsx';
import { Failure, Loading } from '../ui/states.tsx';
import { usePreferences } from './preferences.tsx';
import { PlainHeader } from './shell-header.tsx';

/** Shows the screens to a signed-in person, a blank page to a locked one, the sign-in page to anyone else, at the same address. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech();
  const session = useSession();
  const locked = useLocked();
  const person = session.data?.person ?? null;
  const last = useRef<number | null>(null);
  useTheirLanguage(person);
  useLockKey(person !== null);
  useEffect(() => {
    if (person === null) return;
    if (last.current !== null && last.current !== person.id) forgetDrafts();
    last.current = person.id;
  }, [person]);
  if (session.isPending) return <Loading rows={0} />;
  if (session.data) {
    return (
      <>
        {children}
        <StepUpDialog />
        {locked ? <LockScreen header={<PlainHeader />} /> : null}
      </>
    );
  }
  if (session.error instanceof Refusal && session.error.code === 'locked') {
    return <LockScreen header={<PlainHeader />} />;
  }
  return (
    <>
      <PlainHeader />
      <main className="alone">
        {session.isError ? (
          <Failure
            title={t(failureWords.away)}
            kept={t(failureWords.kept)}
            code="no-connection"
            onRetry={() => void session.refetch()}
          />
        ) : (
          <SignIn again={last.current !== null} />
        )}
      </main>
    </>
  );
}

/** The lock works wherever the focus is, in a field, in a dialog or nowhere. */
function useLockKey(signedIn: boolean): void {
  useEffect(() => {
    if (!signedIn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (actOf(globalKeys.table, event) !== 'lock') return;
      event.preventDefault();
      event.stopPropagation();
      lockNow();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [signedIn]);
}

/** A person's own language is taken once, when they sign in; from then on the switch decides. */
function useTheirLanguage(person: { readonly id: number; readonly language: 'en' | 'fr' } | null): void {
  const { setLanguage } = usePreferences();
  const taken = useRef<number | null>(null);
  useEffect(() => {
    if (person === null || taken.current === person.id) return;
    taken.current = person.id;
    setLanguage(person.language);
  }, [person, setLanguage]);
}
