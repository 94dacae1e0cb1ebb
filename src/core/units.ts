/** Milliseconds in common units. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Bytes in binary units. */
export const KIB = 1_024;
export const MIB = 1_024 * KIB;
export const GIB = 1_024 * MIB;

/** Reads `8GiB`, `64MiB`, `512KiB` or plain bytes; null when it is none of these. */
export function parseByteSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(B|KiB|MiB|GiB)?$/.exec(text.trim());
  if (!match) return null;
  const unit = { B: 1, KiB: KIB, MiB: MIB, GiB: GIB }[match[2] ?? 'B'] ?? 1;
  return Math.round(Number(match[1]) * unit);
}
