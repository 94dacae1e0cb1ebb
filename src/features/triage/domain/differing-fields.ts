/** One field of a report under a fixed name, as it was reported. */
export interface ComparedReport {
  readonly reportId: number;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/** A field over all compared reports: the one value they share, or how many values there are. */
export interface ComparedField {
  readonly field: string;
  readonly distinct: number;
  /** The shared value; null where they differ. */
  readonly shared: string | null;
}

/** Which fields are the same in all reports and which differ, differing ones first; a field nobody fills is left out. */
export function compareFields(reports: readonly ComparedReport[]): readonly ComparedField[] {
  const names = [...new Set(reports.flatMap((report) => Object.keys(report.fields)))];
  return names
    .map((field) => {
      const values = new Set(reports.map((report) => saidIn(report, field)));
      const [first = ''] = values;
      return { field, distinct: values.size, shared: values.size === 1 ? first : null };
    })
    .filter(({ shared }) => shared !== '')
    .sort((a, b) => Number(a.shared !== null) - Number(b.shared !== null));
}

/** What a report says in a field, values in one order. */
export function saidIn(report: ComparedReport, field: string): string {
  return [...new Set(report.fields[field] ?? [])].sort().join(', ');
}

/** Draws the first, the last and some between; the same draw for the same seed. `hash` gives 32 bits of a text. */
export function drawSample(
  ids: readonly number[],
  drawn: number,
  seed: string,
  hash: (text: string) => number,
): readonly number[] {
  const [first, last] = [ids[0], ids.at(-1)];
  const between = ids.slice(1, -1);
  const ordered = between
    .map((id) => ({ id, place: hash(`${seed} ${id}`) }))
    .sort((a, b) => a.place - b.place || a.id - b.id);
  const chosen = ordered.slice(0, drawn).map(({ id }) => id);
  return [...new Set([first, ...chosen.sort((a, b) => a - b), last].filter((id) => id !== undefined))];
}
