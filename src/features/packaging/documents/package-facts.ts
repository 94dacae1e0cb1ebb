import type { Language } from '#core/locale.ts';
import type { PrintedBlock } from '#platform/pdf/document.ts';
import type { PackageContent } from '../domain/package-content.ts';
import { ROLE_WORDS, URGENCY_WORDS, WORDS } from './messages.ts';
import { sayIn } from './page-frame.ts';

/** What opens every document of a package: which, for whom, from whom, how urgent. */
export function packageFacts(content: PackageContent, language: Language): readonly PrintedBlock[] {
  const words = sayIn(language);
  const { originator, recipient } = content;
  const contact = [originator.contactName, originator.phone, originator.email].filter((one) => one !== null).join('\n');
  return [
    {
      kind: 'facts',
      rows: [
        [words(WORDS.number), words(WORDS.version, { package: content.packageNumber, part: content.part })],
        [words(WORDS.urgency), words(URGENCY_WORDS[content.urgency])],
        [words(WORDS.recipient), `${recipient.name[language]} (${recipient.code})`],
        [words(WORDS.role), words(ROLE_WORDS[content.role])],
        [words(WORDS.originator), originator.name[language]],
        ...(contact === '' ? [] : [[words(WORDS.contact), contact] as const]),
        [words(WORDS.author), content.author],
        [words(WORDS.subject), content.subjectNumber ?? words(WORDS.unknown)],
        [words(WORDS.reports), content.reports.map(({ number }) => number).join('\n')],
      ],
    },
  ];
}
