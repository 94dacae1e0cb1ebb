/** One fact of an act as lists show it: a name and its codes or numbers. */
export interface DetailCodes {
  readonly name: string;
  readonly values: readonly string[];
}

const MOST_VALUES = 20;
/** A code, a number, a digest, an instant, or a table with a row number (`intake_report 4`): never running words, never an address. */
const CODE = /^[\w.:/+=-]{1,128}(?: \d{1,15})?$/;

/** The codes of `detail`. Ids and codes are all that may stand there; anything that looks like words stays behind all the same. */
export function codesOf(detail: Readonly<Record<string, unknown>>): readonly DetailCodes[] {
  return Object.entries(detail).flatMap(([name, value]) => {
    const values = (Array.isArray(value) ? value : [value]).flatMap(codeOf);
    return values.length === 0 ? [] : [{ name, values: values.slice(0, MOST_VALUES) }];
  });
}

function codeOf(value: unknown): readonly string[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return typeof value === 'string' && CODE.test(value) ? [value] : [];
}
