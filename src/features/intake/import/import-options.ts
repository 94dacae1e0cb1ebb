import type { Source } from '#core/vocabulary.ts';
import type { Channel } from '../types.ts';

/** What is known of files that are imported, beside the files. */
export interface ImportOptions {
  readonly source: Source;
  /** Who sent the files, where they do not say. */
  readonly provider?: string;
  /** How they came. @default file */
  readonly channel?: Channel;
}
