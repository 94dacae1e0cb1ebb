import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { parseAddress, toCanonicalText } from '#platform/geo/address-bits.ts';
import type { IdentifierKind, Provenance, SubmittedIdentifier, WrittenTime } from '../types.ts';
import { kindOfUrl, normalUrl, onionHost } from './classify-url.ts';

/** What is known of an identifier when it is read; everything not stated stays unknown. */
export interface ReadIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly path: string;
  readonly service?: string | null;
  readonly port?: number | null;
  readonly observed?: WrittenTime | null;
  readonly event?: string | null;
  readonly provenance?: Provenance;
  readonly caveat?: string | null;
  readonly verified?: boolean | null;
  readonly possibleProxy?: boolean | null;
  /** `+1` as a sender states it beside a phone number. */
  readonly callingCode?: string | null;
}

/** Completes an identifier with its compared form. A `url` that leads to an onion service or a share takes that kind; a port inside an address is set apart. */
export function identifierOf(read: ReadIdentifier): SubmittedIdentifier {
  const value = read.value.trim();
  const kind = read.kind === 'url' ? kindOfUrl(value) : read.kind;
  const embedded = kind === 'ip' ? splitPort(value) : null;
  return {
    kind,
    value,
    normal: normalOf(kind, embedded?.address ?? value, read),
    service: read.service ?? null,
    port: read.port ?? embedded?.port ?? null,
    observed: read.observed ?? null,
    event: read.event ?? null,
    provenance: read.provenance ?? 'reported-by-provider',
    caveat: read.caveat ?? null,
    verified: read.verified ?? null,
    possibleProxy: read.possibleProxy ?? null,
    path: read.path,
  };
}

function normalOf(kind: IdentifierKind, value: string, read: ReadIdentifier): string | null {
  if (value === '') return null;
  switch (kind) {
    case 'ip': {
      const bits = parseAddress(value);
      return bits === null ? null : toCanonicalText(bits);
    }
    case 'email':
      return normalEmail(value);
    case 'phone':
      return normalPhone(value, read.callingCode ?? null);
    case 'url':
    case 'profile-url':
    case 'cloud-share':
      return normalUrl(value);
    case 'onion-address':
      return onionHost(value);
    case 'device':
      return /mac|imei|meid/i.test(read.service ?? '') ? folded(value).replace(/[\s:.-]/g, '') : folded(value);
    case 'wallet':
      return /^(?:bc1|0x)/i.test(value) ? value.toLowerCase() : value; // base58 addresses differ by case
    case 'screen-name':
      return folded(value).replace(/^@/, '') || null;
    default:
      return folded(value);
  }
}

/** Compared form of names and numbers: compatibility forms, white space and case made equal. */
function folded(value: string): string {
  return value.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

function normalEmail(value: string): string | null {
  const match = /^<?([^\s@<>]+)@([^\s@<>]+\.[^\s@<>.]+)>?$/.exec(value.normalize('NFKC'));
  return match === null ? null : `${match[1]}@${match[2]}`.toLowerCase();
}

/** E.164, or null for what no numbering plan allows. A number without calling code is read as North American. */
function normalPhone(value: string, callingCode: string | null): string | null {
  const bare = value.trim();
  const international = callingCode !== null && /^\+\d{1,3}$/.test(callingCode) && !bare.startsWith('+');
  const number = parsePhoneNumberFromString(international ? `${callingCode}${bare}` : bare, 'CA');
  return number?.isPossible() === true ? number.number : null;
}

/** `203.0.113.7:443` and `[2001:db8::7]:443`: the port belongs apart. */
function splitPort(value: string): { address: string; port: number } | null {
  const match = /^(?:\[([0-9a-f:.]+)\]|(\d+\.\d+\.\d+\.\d+)):(\d{1,5})$/i.exec(value);
  const port = Number(match?.[3]);
  const address = match?.[1] ?? match?.[2];
  return address !== undefined && port >= 1 && port <= 65_535 ? { address, port } : null;
}
