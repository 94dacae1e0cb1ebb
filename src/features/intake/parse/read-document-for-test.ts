import type { Instant } from '#core/clock.ts';
import type { SubmittedReport } from '../types.ts';
import { readJsonReport } from './read-json-report.ts';

const NOW = '2026-11-24T00:00:00.000Z' as Instant;

/** Reads a document as a door would, for tests; throws where nobody recognises it. */
export function readDocument(document: unknown): SubmittedReport {
  const parsed = readJsonReport(JSON.stringify(document), { now: NOW });
  if (!parsed.ok) throw new Error(parsed.refusal.kind);
  return parsed.value;
}
