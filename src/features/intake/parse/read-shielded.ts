import { adviceOf } from '../domain/stays-in-vault.ts';
import type { SubmittedReport } from '../types.ts';
import { stripImagery } from './find-imagery.ts';
import type { JsonNode } from './json-node.ts';
import { maskSecrets } from './mask-secrets.ts';

/** Reads a document after its passwords were masked and its imagery left out: neither can reach a row, whatever the reader copies. */
export function readShielded(root: JsonNode, read: (shown: JsonNode) => SubmittedReport): SubmittedReport {
  const masked = maskSecrets(root);
  const stripped = stripImagery(masked.root);
  const { advice = [], ...report } = read(stripped.root);
  return { ...report, ...adviceOf([...masked.advice, ...stripped.advice, ...advice]) };
}
