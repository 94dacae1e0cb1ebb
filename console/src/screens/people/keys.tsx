import type { Person } from '../../api/contract-access.ts';
import { peopleWords as words } from '../../messages/people.ts';
import { useSpeech } from '../../ui/language.tsx';

/** What somebody signs in with, in words: passkeys by their names. */
export function Keys({ person }: { readonly person: Person }) {
  const { t } = useSpeech();
  const parts = [
    ...(person.passkeys.length > 0
      ? [
          `${t(words.passkeyCount, { n: person.passkeys.length })} (${person.passkeys.map(({ name }) => name).join(', ')})`,
        ]
      : []),
    ...(person.hasCodes ? [t(words.hasCodes)] : []),
    ...(person.workAccounts > 0 ? [t(words.hasWork)] : []),
  ];
  return <>{parts.length === 0 ? t(words.noKeys) : parts.join(' · ')}</>;
}
