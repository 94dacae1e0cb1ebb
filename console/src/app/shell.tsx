import { Outlet, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useSession } from '../api/session.ts';
import { globalKeys, pageKeys } from '../messages/keys.ts';
import { shellWords } from '../messages/shell.ts';
import { KeySheet } from '../ui/key-sheet.tsx';
import { keyName } from '../ui/keyboard.ts';
import { useSpeech } from '../ui/language.tsx';
import { UndoToast } from '../ui/undo.tsx';
import { useKeyRegion } from '../ui/use-key-region.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Navigation } from './navigation.tsx';
import { Header, useSwitchLanguage } from './shell-header.tsx';
import { StatusStrip } from './status-strip.tsx';

/** `G` waits this long for its letter. */
const SEQUENCE_MS = 1_500;

/** Header, navigation, the screen, and the strip that says what is held and how old things are. */
export function Shell() {
  const { t } = useSpeech();
  const session = useSession().data;
  const [sheet, setSheet] = useState(false);
  const go = useGoSequence();
  const navigate = useNavigate();
  const onKeyDown = useKeyRegion(pageKeys, { sheet: () => setSheet(true), go: go.start });
  const onGlobalKey = useKeyRegion(globalKeys, {
    language: useSwitchLanguage(),
    entry: () => void navigate({ to: '/entry', search: {} }),
    second: () => void navigate({ to: '/second-person' }),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of every screen arrive here; each act has its own button
    <div className="shell" onKeyDown={onGlobalKey}>
      <a className="skip" href="#main">
        {t(shellWords.skip)}
      </a>
      <Header name={session?.person.name ?? ''} onKeys={() => setSheet(true)} />
      <Navigation roles={session?.person.roles ?? []} />
      <main id="main" tabIndex={-1} onKeyDown={onKeyDown} onKeyDownCapture={go.follow}>
        <ErrorBoundary>
          <Outlet />
        </ErrorBoundary>
      </main>
      <footer className="foot">
        <UndoToast />
        <StatusStrip />
      </footer>
      <KeySheet open={sheet} onClose={() => setSheet(false)} />
    </div>
  );
}

/** `G` then a letter goes to a screen; anything else ends the wait and keeps its own meaning. */
function useGoSequence() {
  const navigate = useNavigate();
  const since = useRef(0);
  const places: Readonly<Record<string, () => void>> = {
    t: () => void navigate({ to: '/queue', search: {} }),
    e: () => void navigate({ to: '/entry', search: {} }),
    p: () => void navigate({ to: '/packages', search: {} }),
    k: () => void navigate({ to: '/parked' }),
  };
  return {
    start: () => {
      since.current = Date.now();
    },
    follow: (event: KeyboardEvent): void => {
      const waiting = Date.now() - since.current < SEQUENCE_MS;
      since.current = 0;
      const place = waiting ? places[keyName(event.nativeEvent)] : undefined;
      if (!place) return;
      event.preventDefault();
      event.stopPropagation();
      place();
    },
  };
}
