import { useSpeech } from './language.tsx';
import { useUiWords } from './words.tsx';

/** What the server said against an act, read out when it appears; nothing while there is nothing to say. */
export function Fault({ error }: { readonly error: Error | null }) {
  const { t } = useSpeech();
  const words = useUiWords();
  if (error === null) return null;
  return (
    <p className="fault" role="alert">
      {error.message || t(words.away)}
    </p>
  );
}
