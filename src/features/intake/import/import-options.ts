import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { Channel } from '../types.ts';

/** What is known of files that are imported, beside the files. */
export interface ImportOptions {
  readonly source: Source;
  /** Who sent the files, where they do not say. */
  readonly provider?: string;
  /** How they came. @default file */
  readonly channel?: Channel;
  /** When they came. @default now, for each document */
  readonly receivedAt?: Instant;
  /** What a single file is called, where its place on the disk is not its sender's affair. @default its path */
  readonly named?: string;
  /** A single file lies among strangers: nothing beside it is its media. @default false */
  readonly alone?: true;
}
