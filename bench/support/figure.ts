/** One measured figure as `npm run bench -- NAME --json` prints it (interface page, section 6). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: '/s' | 'ms' | 'x' | 'MiB' | 'share';
  readonly bar: string | null;
  readonly ok: boolean;
}

/** Makes a figure and holds it against its bar (`>= 5`, `<= 1.3`, or null for none). */
export function figure(name: string, value: number, unit: Figure['unit'], bar: string | null = null): Figure {
  return { name, value: Math.round(value * 1_000) / 1_000, unit, bar, ok: bar === null || meets(value, bar) };
}

function meets(value: number, bar: string): boolean {
  const match = /^(>=|<=) ([\d.]+)$/.exec(bar);
  if (!match) throw new Error(`A bar reads ">= 5" or "<= 1.3", not "${bar}".`);
  return match[1] === '>=' ? value >= Number(match[2]) : value <= Number(match[2]);
}

/** The middle value; of an even number, the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the given share of the values lies (linear between neighbours). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
