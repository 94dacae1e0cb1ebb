import type { Bilingual } from '#core/locale.ts';
import type { UploadRefusal } from './keep-upload.ts';
import { WORDS } from './messages.ts';

/** What is said of a file that is not attached. */
export const REFUSAL_WORDS = {
  imagery: WORDS.imagery,
  'not-a-document': WORDS.notADocument,
  'too-large': WORDS.tooLarge,
  empty: WORDS.emptyFile,
  'disk-full': WORDS.noRoom,
} as const satisfies Readonly<Record<UploadRefusal['kind'], Bilingual>>;
