/**
 * JSON in the one form of RFC 8785 (JCS): members by UTF-16 code units, no spaces, numbers and strings as ECMAScript writes them.
 * Throws for what JSON cannot say (NaN, lone surrogates, functions).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return stringText(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return objectText(value);
  throw new TypeError(`${typeof value} has no form in JSON.`);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('Not a number JSON can say.');
  return JSON.stringify(value);
}

function stringText(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('A string with half a character.');
  return JSON.stringify(value);
}

function objectText(value: object): string {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // The default order of strings is that of their code units, which RFC 8785, 3.2.3 asks for.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${stringText(name)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
