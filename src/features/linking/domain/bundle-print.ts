import type { Instant } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import type { BundleRules } from './bundle-rules.ts';
import { plainWords, textPrint } from './text-print.ts';

/** By which rule reports are alike. */
export const BUNDLE_KINDS = ['same-files', 'same-words', 'platform-batch'] as const;
export type BundleKind = (typeof BUNDLE_KINDS)[number];

/** What the likeness of reports is judged by; never a victim's. */
export interface BundleableReport {
  /** The platform that reports. */
  readonly sender: string;
  readonly receivedAt: Instant;
  readonly incidentType: string | null;
  readonly batchedReason: string | null;
  /** One digest of each file, computed or claimed; null for a file of which nothing is known. */
  readonly fileDigests: readonly (string | null)[];
  readonly narratives: readonly string[];
  readonly identifiers: readonly { readonly kind: string; readonly value: string; readonly normal: string | null }[];
}

/** What near-identical reports have in common; `text` is hashed to the fingerprint. */
export interface BundlePrint {
  readonly kind: BundleKind;
  readonly sender: string;
  readonly incidentType: string | null;
  readonly text: string;
}

const SEPARATOR = '\u001f';

/**
 * The likeness of a report: the same platform, the same incident type, and the same files; without files the same words; without words the
 * sender's own flag within some days. Only account and time may differ. Null: it resembles nothing that can be named.
 */
export function bundlePrintOf(report: BundleableReport, rules: BundleRules): BundlePrint | null {
  const alike = filesAlike(report) ?? wordsAlike(report, rules) ?? batchAlike(report, rules);
  if (alike === null) return null;
  const { sender, incidentType } = report;
  const platform = sender.trim().toLowerCase();
  return {
    kind: alike.kind,
    sender,
    incidentType,
    text: ['bundle', alike.kind, platform, incidentType ?? '', ...alike.parts].join(SEPARATOR),
  };
}

interface Alike {
  readonly kind: BundleKind;
  readonly parts: readonly string[];
}

function filesAlike({ fileDigests }: BundleableReport): Alike | null {
  const known = fileDigests.filter((digest) => digest !== null);
  if (known.length === 0 || known.length < fileDigests.length) return null;
  return { kind: 'same-files', parts: [...new Set(known.map((digest) => digest.toLowerCase()))].sort() };
}

function wordsAlike(report: BundleableReport, rules: BundleRules): Alike | null {
  if (report.fileDigests.length > 0) return null;
  const reported = new Set(
    report.identifiers.flatMap(({ value, normal }) => [value.toLowerCase(), (normal ?? value).toLowerCase()]),
  );
  const words = plainWords(report.narratives.join(' '), reported, rules.shingles.wordsRead);
  const print = textPrint(words, rules.shingles);
  return print === null ? null : { kind: 'same-words', parts: [print, '', ...placesOf(report, rules)] };
}

function batchAlike(report: BundleableReport, rules: BundleRules): Alike | null {
  const { batchedReason, fileDigests, receivedAt } = report;
  if (fileDigests.length > 0 || batchedReason === null || !rules.batchedReasons.includes(batchedReason)) return null;
  const slot = Math.floor(Date.parse(receivedAt) / (rules.batchWindowDays * DAY_MS));
  return { kind: 'platform-batch', parts: [batchedReason, String(slot), ...placesOf(report, rules)] };
}

function placesOf({ identifiers }: BundleableReport, rules: BundleRules): readonly string[] {
  const places = identifiers.filter(({ kind }) => rules.placesThatTell.includes(kind));
  return [...new Set(places.map(({ normal, value }) => normal ?? value))].sort();
}
