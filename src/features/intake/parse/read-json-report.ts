import { ok, type Result, refuse } from '#core/result.ts';
import type { Drift, SubmittedReport } from '../types.ts';
import type { JsonNode } from './json-node.ts';
import type { JsonReader, ReadContext } from './json-reader.ts';
import { cyberTipReader } from './parse-cybertip.ts';
import { providerNoticeReader } from './read-provider-notice.ts';

/** Why no reader takes a document. */
export type JsonRefusal = { readonly kind: 'not-json'; readonly message: string } | { readonly kind: 'unknown-shape' };

/** Every JSON shape we read, the first that recognises a document reads it: the most particular first, the CyberTip last. */
const READERS: readonly JsonReader[] = [providerNoticeReader, cyberTipReader];

const NUL_REPLACED: Drift = {
  path: '',
  kind: 'encoding',
  detail: 'NUL characters are shown as U+FFFD; the bytes keep them',
};

/** Reads a JSON document of whatever shape it has; refuses what is not JSON or what nobody here knows. */
export function readJsonReport(text: string, context: ReadContext): Result<SubmittedReport, JsonRefusal> {
  let root: JsonNode;
  try {
    root = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refuse({ kind: 'not-json', message: error instanceof Error ? error.message : 'not JSON' });
  }
  const reader = READERS.find(({ recognises }) => recognises(root));
  if (!reader) return refuse({ kind: 'unknown-shape' });
  const report = reader.read(root, context);
  return ok(text.includes('\\u0000') ? { ...report, drift: [...report.drift, NUL_REPLACED] } : report);
}
