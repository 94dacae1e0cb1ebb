import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Refusal } from '../api/client.ts';
import { uiWords } from '../messages/ui.ts';
import { SpeechProvider } from '../ui/language.tsx';
import { WordsProvider } from '../ui/words.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { PreferencesProvider, usePreferences } from './preferences.tsx';
import { router } from './router.tsx';
import { SessionGate } from './session-gate.tsx';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A refusal is an answer; only a silent server is asked again.
      retry: (count, error) => error instanceof Refusal && error.status === 0 && count < 2,
      refetchOnWindowFocus: true,
      staleTime: 1_000,
    },
  },
});

/** The staff console: language and theme, who is signed in, then the screens. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <PreferencesProvider>
        <Spoken />
      </PreferencesProvider>
    </QueryClientProvider>
  );
}

function Spoken() {
  const { language } = usePreferences();
  return (
    <SpeechProvider language={language}>
      <WordsProvider words={uiWords}>
        <ErrorBoundary>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </ErrorBoundary>
      </WordsProvider>
    </SpeechProvider>
  );
}
