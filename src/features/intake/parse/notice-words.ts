/** Words by which senders say that they hold nothing else, folded. */
const NOTHING = /^(?:none|no|nil|n\/?a|nothing|aucune?|non|rien|sans objet|s\.?o\.?|neant|-)\.?$/;

const YES = /^(?:true|yes|y|1|x|oui|o|vrai)$/;
const NO = /^(?:false|no|n|0|non|faux)$/;

/** A text without case, accents and doubled blanks. */
export function foldedText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Whether a text says, in either language, that there is nothing. */
export function saysNothing(text: string): boolean {
  return NOTHING.test(foldedText(text));
}

/** Yes or no in either language; null for anything else. */
export function saidFlag(text: string): boolean | null {
  const folded = foldedText(text);
  if (YES.test(folded)) return true;
  return NO.test(folded) ? false : null;
}

/** A source or other port: 1 to 65,535; null for anything else. */
export function saidPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}

/** A count of things; null for anything else. */
export function saidCount(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

/** The kind of a digest by its length in hex; `unknown` for what is none. */
export function digestType(value: string): string {
  const byLength: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256', 128: 'SHA512' };
  return (/^[0-9a-f]+$/i.test(value) && byLength[value.length]) || 'unknown';
}
