import type { CustodyLine } from './package-content.ts';

const BEFORE_THE_FIRST = '0'.repeat(64);

/**
 * `custody.jsonl`: one entry per line, each carrying the SHA-256 of the line before it (without its line end), so that
 * no line can be taken out or put in unseen.
 */
export function custodyLog(lines: readonly CustodyLine[], sha256Hex: (text: string) => string): string {
  let previous = BEFORE_THE_FIRST;
  return lines
    .map((line, index) => {
      const { at, actor, act, report, sha256, to } = line;
      const text = JSON.stringify({ entry: index + 1, at, actor, act, report, sha256, to, previous });
      previous = sha256Hex(text);
      return `${text}\n`;
    })
    .join('');
}

/** The first entry (from 1) that does not follow from the one before it; null when the chain holds. */
export function brokenCustodyEntry(log: string, sha256Hex: (text: string) => string): number | null {
  let previous = BEFORE_THE_FIRST;
  const lines = log.split('\n').filter((line) => line !== '');
  for (const [index, line] of lines.entries()) {
    const said = /"previous":"([0-9a-f]{64})"\}$/.exec(line)?.[1];
    if (said !== previous || !line.startsWith(`{"entry":${index + 1},`)) return index + 1;
    previous = sha256Hex(line);
  }
  return null;
}
