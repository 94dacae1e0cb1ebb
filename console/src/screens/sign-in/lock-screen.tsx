import { focusManager, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { read } from '../../api/client.ts';
import type { Session } from '../../api/contract.ts';
import { enterSession, forgetSession, useSignOut } from '../../api/session.ts';
import { lockWords as words } from '../../messages/sign-in.ts';
import { Button } from '../../ui/button.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { ProofForm } from './proof-form.tsx';
import './lock.css';

/** After leaving for the work account, the session is asked for this often. */
const LOOK_MS = 1_500;

/**
 * Blank but for this. Everything else on the page, dialogs included, is not laid out at all while `data-locked` stands on the body: not
 * readable, not in the accessibility tree, not reachable by keys. It is still there, unsent text and all, and comes back as it was.
 */
export function LockScreen({ header }: { readonly header: ReactNode }) {
  const [box] = useState(() => {
    const made = document.createElement('div');
    made.id = 'lock';
    // A dialog that was open hides what comes after it from readers, but not this.
    made.dataset['reactAriaTopLayer'] = 'true';
    return made;
  });
  useBlankPage(box);
  return createPortal(<LockPage header={header} />, box);
}

function LockPage({ header }: { readonly header: ReactNode }) {
  const { t } = useSpeech();
  const queries = useQueryClient();
  const signOut = useSignOut();
  const heading = useRef<HTMLHeadingElement>(null);
  const [travelling, setTravelling] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `${t(words.title)} · Vigie`;
  }, [t]);
  useOtherWindow(travelling);
  return (
    <>
      {header}
      <main className="alone">
        <div className="stack">
          <h1 ref={heading} tabIndex={-1}>
            {t(words.title)}
          </h1>
          <p>{t(words.how)}</p>
          <ProofForm intent="unlock" onEnded={() => forgetSession(queries)} onTravel={() => setTravelling(true)} />
          <p className="muted">{t(words.signOutLoses)}</p>
          <div className="row">
            <Button variant="quiet" onPress={() => signOut.mutate()}>
              {t(words.signOut)}
            </Button>
          </div>
        </div>
      </main>
    </>
  );
}

/** Hides all else, stops the polling, and gives focus and title back when the person is back. */
function useBlankPage(box: HTMLElement): void {
  useEffect(() => {
    const focused = document.activeElement;
    const { title } = document;
    document.body.append(box);
    document.body.dataset['locked'] = 'true';
    focusManager.setFocused(false);
    return () => {
      delete document.body.dataset['locked'];
      box.remove();
      focusManager.setFocused(undefined);
      document.title = title;
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
    };
  }, [box]);
}

/** Looks whether the person has proved themselves in the other window. */
function useOtherWindow(travelling: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!travelling) return;
    const timer = setInterval(() => {
      void read<Session>('session').then(
        (session) => enterSession(queries, session),
        () => undefined,
      );
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [travelling, queries]);
}
