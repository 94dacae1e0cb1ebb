import type { Instant } from '#core/clock.ts';
import type { Bilingual, Language } from '#core/locale.ts';
import { say } from '#platform/i18n/say.ts';
import type { PrintedBlock, PrintedDocument } from '#platform/pdf/document.ts';
import { PART_WORDS, CERTIFICATE_WORDS as WORDS } from './messages.ts';

/** What a certificate of destruction says: classes, counts, authority and persons; never anything of what was destroyed. */
export interface CertificateFacts {
  readonly number: string;
  readonly centre: { readonly en: string; readonly fr: string };
  readonly at: Instant;
  readonly authority: string;
  readonly ruleVersion: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly carriedOutBy: string;
  readonly proposalId: number;
  readonly classes: readonly {
    readonly code: string;
    readonly count: number;
    readonly words: Bilingual;
    readonly authority: Bilingual;
  }[];
  readonly reports: readonly string[];
  readonly removed: readonly { readonly part: string; readonly removed: number }[];
  /** Packages whose recipients hold a copy and are told. */
  readonly copies: readonly { readonly number: string; readonly agency: string }[];
  /** Head of the audit log at signing; null until the log gives one. */
  readonly tree: { readonly treeSize: number; readonly rootHash: string };
}

/** The certificate on paper, in one language. */
export function certificateDocument(facts: CertificateFacts, language: Language): PrintedDocument {
  const words = (pair: (typeof WORDS)[keyof typeof WORDS], values?: Record<string, string | number>) =>
    say(pair, language, values);
  const at = `${facts.at.slice(0, 10)} ${facts.at.slice(11, 19)} UTC`;
  return {
    language,
    title: words(WORDS.title, { number: facts.number }),
    author: facts.centre[language],
    at: facts.at,
    header: { left: facts.centre[language], right: facts.number, page: words(WORDS.page) },
    footer: [words(WORDS.footer, { number: facts.number, at })],
    factsHead: [words(WORDS.field), words(WORDS.value)],
    blocks: [
      { kind: 'paragraph', text: words(WORDS.statement, { count: facts.reports.length }) },
      {
        kind: 'facts',
        rows: [
          [words(WORDS.number), facts.number],
          [words(WORDS.date), at],
          [words(WORDS.authority), facts.classes.map((one) => one.authority[language]).join('; ')],
          [words(WORDS.rules), facts.ruleVersion],
          [words(WORDS.proposedBy), facts.proposedBy],
          [words(WORDS.approvedBy), facts.approvedBy],
          [words(WORDS.carriedOutBy), facts.carriedOutBy],
          [words(WORDS.proposal), String(facts.proposalId)],
          [words(WORDS.tree), words(WORDS.treeHead, { size: facts.tree.treeSize, root: facts.tree.rootHash })],
        ],
      },
      ...table(words(WORDS.classes), [words(WORDS.class), words(WORDS.count)], classRows(facts, language)),
      ...table(words(WORDS.removed), [words(WORDS.part), words(WORDS.count)], partRows(facts, language)),
      ...table(words(WORDS.copies), [words(WORDS.package), words(WORDS.agency)], copyRows(facts)),
      { kind: 'heading', level: 2, text: words(WORDS.reports) },
      { kind: 'paragraph', text: facts.reports.join(', ') },
      { kind: 'paragraph', text: words(WORDS.kept) },
    ],
  };
}

function classRows(facts: CertificateFacts, language: Language): readonly (readonly string[])[] {
  return facts.classes.map((one) => [one.words[language], String(one.count)]);
}

function partRows(facts: CertificateFacts, language: Language): readonly (readonly string[])[] {
  return facts.removed.map(({ part, removed }) => {
    const words = PART_WORDS[part as keyof typeof PART_WORDS];
    return [words === undefined ? part : words[language], String(removed)];
  });
}

function copyRows(facts: CertificateFacts): readonly (readonly string[])[] {
  return facts.copies.map(({ number, agency }) => [number, agency]);
}

/** No heading and no table where there is no row. */
function table(
  title: string,
  [first, second]: readonly [string, string],
  rows: readonly (readonly string[])[],
): readonly PrintedBlock[] {
  if (rows.length === 0) return [];
  const columns = [
    { title: first, share: 3 },
    { title: second, share: 1 },
  ];
  return [
    { kind: 'heading', level: 2, text: title },
    { kind: 'table', columns, rows },
  ];
}
