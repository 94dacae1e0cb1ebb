/** A provider's name as it is compared: case, accents, white space and the dots of legal forms made equal. */
export function foldedName(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.,]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return folded === '' ? 'unknown' : folded;
}
