import { createHash } from 'node:crypto';
import type { Language } from '#core/locale.ts';
import type { PrintedDocument } from '#platform/pdf/document.ts';
import type { Typesetter } from '#platform/pdf/typesetter.ts';
import type { BagDocument } from '../domain/assemble-bag.ts';
import { shortBagHash } from '../domain/bag-hash.ts';
import type { PackageContent } from '../domain/package-content.ts';
import { fileDispositionReport } from './file-disposition-report.ts';
import { generalReport } from './general-report.ts';
import type { DocumentInput } from './page-frame.ts';

const MAKERS = {
  'file-disposition-report': fileDispositionReport,
  'general-report': generalReport,
} as const satisfies Record<BagDocument['name'], (input: DocumentInput) => PrintedDocument>;

export type DocumentName = keyof typeof MAKERS;

/** Both documents in each of the recipient's languages. */
export function makeDocuments(typesetter: Typesetter, content: PackageContent): readonly BagDocument[] {
  return content.recipient.languages.flatMap((language) =>
    (Object.keys(MAKERS) as DocumentName[]).map((name) => makeDocument(typesetter, content, name, language)),
  );
}

/** One document, for the package and for its preview alike. */
export function makeDocument(
  typesetter: Typesetter,
  content: PackageContent,
  name: DocumentName,
  language: Language,
): BagDocument {
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const pdf = typesetter.pdf(MAKERS[name]({ content, language, contentShort: shortBagHash(digest) }));
  return { name, language, pdf };
}
