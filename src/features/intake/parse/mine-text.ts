import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { parseAddress } from '#platform/geo/address-bits.ts';
import type { IdentifierKind, SubmittedIdentifier } from '../types.ts';
import { isWalletAddress } from './check-wallet.ts';
import { identifierOf } from './normalise-identifier.ts';

/** Bounds of one text: identifiers beyond are still in the narrative, for a reader. */
const MOST_CHARACTERS = 1_000_000;
const MOST_FOUND = 500;

interface Pattern {
  readonly kind: IdentifierKind;
  readonly expression: RegExp;
  /** Drops what only looks like one. */
  readonly holds?: (value: string) => boolean;
  /** A service the form itself names. */
  readonly service?: string;
}

/** In order of precedence: what one pattern has taken, the next leaves alone. Every repetition is bounded. */
const PATTERNS: readonly Pattern[] = [
  // Also as careful writers break them so that nobody follows one by mistake: hxxps://site[.]example/.
  { kind: 'url', expression: /\b(?:h(?:tt|xx)ps?:\/\/|www\.(?=[\p{L}\p{N}]))[^\s<>"'`]{3,2000}/giu },
  { kind: 'url', expression: /\b(?:[a-z2-7]{56}|[a-z2-7]{16})\.onion\b(?:\/[^\s<>"'`]{0,2000})?/gi },
  { kind: 'email', expression: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu },
  {
    kind: 'wallet',
    expression:
      /\b(?:bc1[02-9ac-hj-np-z]{11,71}|0x[0-9a-f]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|[48][1-9A-HJ-NP-Za-km-z]{94})\b/gi,
    holds: isWalletAddress,
  },
  {
    kind: 'ip',
    expression: /(?<![\d.])(?:\d{1,3}(?:\.|\[\.\])){3}\d{1,3}(?::\d{1,5})?(?![\d.]*\d)/g,
    holds: isAddress,
  },
  { kind: 'ip', expression: /(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi, holds: isAddress },
  {
    kind: 'screen-name',
    expression:
      /(?:user\s?-?name|screen\s?-?name|nom d[’']utilisateur|pseudo(?:nyme)?|handle)\s{0,4}[:=]\s{0,4}["'«]?\s?(@?[^\s,;"'»<>()]{2,64})/giu,
  },
  // A handle as networks show it. What stands before the mark tells it from an e-mail address and from a path.
  {
    kind: 'screen-name',
    expression: /(?<![\p{L}\p{N}_.@/+-])@[\p{L}\p{N}_][\p{L}\p{N}_.-]{1,29}(?![\p{L}\p{N}_@])/gu,
  },
  { kind: 'payment', expression: /(?<![\w$])\$[a-z][a-z0-9_]{1,19}\b/gi, service: 'Cash App' },
  { kind: 'phone', expression: /(?<![\w.+-])(?:\+|\(|\d)[\d().\s-]{7,20}\d(?![\w-])/g, holds: isPhone },
];

/** Finds identifiers in free text. Each says it was mined and where: `path[start-end]`, in UTF-16 units; the same value is reported once per text. */
export function mineText(text: string, path: string): SubmittedIdentifier[] {
  const searched = text.slice(0, MOST_CHARACTERS);
  // One mark per character: looking costs the length of the match, however often a text repeats itself.
  const taken = new Uint8Array(searched.length);
  const found = new Map<string, readonly [start: number, identifier: SubmittedIdentifier]>();
  for (const { kind, expression, holds, service } of PATTERNS) {
    for (const match of searched.matchAll(expression)) {
      if (found.size >= MOST_FOUND) break;
      const written = trimmed(match[1] ?? match[0]);
      const value = mended(written);
      const start = match.index + match[0].indexOf(written);
      const end = start + written.length;
      if (taken.subarray(start, end).includes(1) || holds?.(value) === false) continue;
      taken.fill(1, start, end);
      const identifier = identifierOf({
        kind,
        value,
        service: service ?? null,
        provenance: 'mined-from-text',
        path: `${path}[${start}-${end}]`,
      });
      const key = `${identifier.kind} ${identifier.normal ?? identifier.value}`;
      if (!found.has(key)) found.set(key, [start, identifier]);
    }
  }
  return [...found.values()].sort(([a], [b]) => a - b).map(([, identifier]) => identifier);
}

/** The address itself, where a writer broke it on purpose. */
function mended(value: string): string {
  return value.replace(/^hxxp/i, 'http').replaceAll('[.]', '.');
}

/** A sentence's own punctuation is not part of what it names; a bracket only when it was opened inside. */
function trimmed(value: string): string {
  let end = value.length;
  while (end > 0 && /[.,;:!?»”’'"\]]/.test(value.charAt(end - 1))) end -= 1;
  if (value.charAt(end - 1) === ')' && !value.includes('(')) end -= 1;
  return value.slice(0, end);
}

function isAddress(value: string): boolean {
  if (/^[:\d]+$/.test(value) && !value.includes('::') && value.split(':').length < 8) return false; // a time of day
  return parseAddress(value.includes('.') ? value.replace(/:\d+$/, '') : value) !== null && value !== '::';
}

/** Stricter than for a field that says it is a phone number: the number must be in use in its plan. */
function isPhone(value: string): boolean {
  if (/^\d{4}-\d{2}-\d{2}/.test(value) || value.split('\n').length > 1) return false;
  const separated = /[().\s-]/.test(value) || value.startsWith('+');
  return separated && parsePhoneNumberFromString(value, 'CA')?.isValid() === true;
}
