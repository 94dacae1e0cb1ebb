import type { Instant } from '#core/clock.ts';

/** A file that an earlier report already held, byte for byte. */
export interface MediaMatch {
  readonly reportId: number;
  readonly fileId: number;
  readonly kind: 'seen-before';
  readonly hashKind: 'sha256' | 'md5';
  /** True for MD5 alone: a digest that can be forged, and was perhaps only claimed. */
  readonly weak: boolean;
  /** The report in which the content was first seen. */
  readonly firstReportId: number;
  /** How many other reports held it before this one. */
  readonly earlierReports: number;
  readonly matchedAt: Instant;
}
