import type { Instant } from '#core/clock.ts';
import { HOUR_MS } from '#core/units.ts';
import type { IdentifierKind, PersonRole, Provenance, WrittenTime } from '#features/intake/types';
import type { StrongKind } from '../types.ts';
import type { LinkingRules } from './linking-rules.ts';

/** What linking looks at in an identifier. */
export interface LinkableIdentifier {
  readonly kind: IdentifierKind;
  readonly normal: string | null;
  readonly service: string | null;
  readonly port: number | null;
  readonly observed: WrittenTime | null;
  readonly provenance: Provenance;
  readonly possibleProxy: boolean | null;
  readonly personRole: PersonRole | null;
}

/** What linking looks at in a report; victims' values are never among them. */
export interface LinkableReport {
  readonly reportId: number;
  readonly sender: string;
  readonly senderAlarm: string | null;
  readonly incident: { readonly type: string | null; readonly occurredAsWritten: string | null } | null;
  readonly identifiers: readonly LinkableIdentifier[];
  /** Digests of the files, computed or claimed. */
  readonly fileDigests: readonly string[];
}

/** A value by which reports are joined. `text` is what is compared, `value` what a person reads. */
export interface StrongKey {
  readonly kind: StrongKind;
  readonly value: string;
  readonly service: string | null;
  readonly text: string;
}

/** Says what kind of range an address is in (platform/geo); null for text that is no address. */
export type AddressClassOf = (address: string) => string | null;

const SEPARATOR = '\u001f';

/** The strong values of the reported person, strongest kind first, at most `keysPerReport`; the same for the same report whenever it arrives. */
export function strongKeysOf(
  report: LinkableReport,
  rules: LinkingRules,
  addressClass: AddressClassOf,
): readonly StrongKey[] {
  const own = report.identifiers.filter(
    // A value mined from a narrative may be anybody's; only what is said of the reported person joins.
    (identifier) => identifier.personRole === 'reported' && identifier.provenance !== 'mined-from-text',
  );
  const keys = own.flatMap((identifier) =>
    identifier.kind === 'ip'
      ? addressKeys(identifier, rules, addressClass)
      : valueKey(identifier, report.sender, rules),
  );
  const distinct = new Map([...keys, ...duplicateKey(report, keys)].map((key) => [key.text, key]));
  return [...distinct.values()]
    .sort((a, b) => rules.kinds[b.kind].weightBits - rules.kinds[a.kind].weightBits || (a.text < b.text ? -1 : 1))
    .slice(0, rules.keysPerReport);
}

/** What each kind needs before it names one person. */
const SOUND = {
  // An account number means nothing without its platform.
  account: (_value, service) => service !== null && service !== '',
  email: (value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value),
  // Without the international form one number is many people's.
  phone: (value) => /^\+\d{7,15}$/.test(value),
  device: () => true,
  payment: () => true,
  wallet: () => true,
} as const satisfies Partial<Record<IdentifierKind, (value: string, service: string | null) => boolean>>;

function valueKey(identifier: LinkableIdentifier, sender: string, rules: LinkingRules): readonly StrongKey[] {
  const { kind, normal } = identifier;
  if (!isSoundKind(kind) || normal === null || rules.meaningless.includes(normal.toLowerCase())) return [];
  // Without a service named, an account number is one of the sender's own system (interop page: espIdentifier).
  const service = kind === 'account' ? (identifier.service ?? sender).trim().toLowerCase() : null;
  if (!SOUND[kind](normal, service)) return [];
  return [{ kind, value: normal, service, text: [kind, service ?? '', normal].join(SEPARATOR) }];
}

function isSoundKind(kind: IdentifierKind): kind is keyof typeof SOUND {
  return kind in SOUND;
}

/** An address joins only with its port, at its time, outside shared ranges and proxies. */
function addressKeys(
  identifier: LinkableIdentifier,
  rules: LinkingRules,
  addressClass: AddressClassOf,
): readonly StrongKey[] {
  const { normal, port, observed } = identifier;
  if (normal === null || port === null || observed?.instant == null || identifier.possibleProxy === true) return [];
  if (!rules.ip.addressClasses.includes(addressClass(normal) ?? '')) return [];
  const value = normal.includes(':') ? `[${normal}]:${port}` : `${normal}:${port}`;
  return windowsOf(observed.instant, rules.ip.windowHours).map((window) => ({
    kind: 'ip',
    value,
    service: null,
    text: ['ip', value, window].join(SEPARATOR),
  }));
}

/** Two windows overlapping by half: what lies within half a window shares one, what lies a window apart shares none. */
function windowsOf(instant: Instant, hours: number): readonly string[] {
  const half = (hours * HOUR_MS) / 2;
  const slot = Math.floor(Date.parse(instant) / half);
  return [`from ${slot - 1}`, `from ${slot}`];
}

/** The same sender telling the same incident again: same time as written, same accounts, same files. */
function duplicateKey(report: LinkableReport, keys: readonly StrongKey[]): readonly StrongKey[] {
  const when = report.incident?.occurredAsWritten ?? null;
  const accounts = keys.filter((key) => key.kind === 'account').map((key) => key.text);
  if (when === null || accounts.length + report.fileDigests.length === 0) return [];
  const parts = [
    report.sender,
    report.incident?.type ?? '',
    when,
    ...sorted(accounts),
    '',
    ...sorted(report.fileDigests),
  ];
  return [{ kind: 'duplicate', value: when, service: report.sender, text: ['duplicate', ...parts].join(SEPARATOR) }];
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
