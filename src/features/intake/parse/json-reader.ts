import type { Instant } from '#core/clock.ts';
import type { ReportFormat, SubmittedReport } from '../types.ts';
import type { JsonNode } from './json-node.ts';

/** What a reader knows beside the bytes. */
export interface ReadContext {
  readonly now: Instant;
}

/** One shape of JSON document: how it is told apart, and how it is read. A reader never refuses what it recognises: it records drift. */
export interface JsonReader {
  readonly format: ReportFormat;
  readonly recognises: (root: JsonNode) => boolean;
  readonly read: (root: JsonNode, context: ReadContext) => SubmittedReport;
}
