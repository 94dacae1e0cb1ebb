import type { Bilingual, Language } from '#core/locale.ts';
import { type MessageValues, say } from '#platform/i18n/say.ts';
import type { PrintedBlock, PrintedDocument } from '#platform/pdf/document.ts';
import type { PackageContent } from '../domain/package-content.ts';
import { WORDS } from './messages.ts';
import { sayInstant } from './say-time.ts';

/** Says pairs in the language of one document. */
export type Say = (pair: Bilingual, values?: MessageValues) => string;

/** What a document of a package is made from. */
export interface DocumentInput {
  readonly content: PackageContent;
  readonly language: Language;
  /** Short form of what the document was made from; the bag hash itself is only known once the document is in the bag. */
  readonly contentShort: string;
}

/** Header, footer and title around the blocks of a document (ux page, 3.6). */
export function framed(input: DocumentInput, title: Bilingual, blocks: readonly PrintedBlock[]): PrintedDocument {
  const { content, language, contentShort } = input;
  const words = sayIn(language);
  const version = words(WORDS.version, { package: content.packageNumber, part: content.part });
  const made = {
    time: sayInstant(content.generatedAt, language, content.timeZone),
    author: content.author,
  };
  return {
    language,
    title: words(title),
    author: words(content.originator.name),
    at: content.generatedAt,
    header: {
      left: words(content.classification),
      right: `${version}  ·  ${words(WORDS.language)}`,
      page: words(WORDS.page),
    },
    footer: [
      `${words(WORDS.footerRecipient, { name: content.recipient.name[language], code: content.recipient.code })}  ·  ${words(WORDS.footerContent, { short: contentShort })}`,
      words(WORDS.footerMade, made),
    ],
    factsHead: [words(WORDS.fact), words(WORDS.value)],
    blocks,
  };
}

export function sayIn(language: Language): Say {
  return (pair, values) => say(pair, language, values);
}

/** A heading and its blocks; a section without any says that there is nothing, rather than leaving one to wonder. */
export function section(words: Say, title: string, level: 2 | 3, blocks: readonly PrintedBlock[]): PrintedBlock[] {
  const empty: PrintedBlock = { kind: 'paragraph', text: words(WORDS.none) };
  return [{ kind: 'heading', level, text: title }, ...(blocks.length > 0 ? blocks : [empty])];
}

/** No table at all where there is no row. */
export function tableOf(
  columns: Extract<PrintedBlock, { kind: 'table' }>['columns'],
  rows: readonly (readonly string[])[],
): readonly PrintedBlock[] {
  return rows.length > 0 ? [{ kind: 'table', columns, rows }] : [];
}
