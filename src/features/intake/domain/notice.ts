import type { Bilingual } from '#core/locale.ts';
import {
  NOTICE_ASKS,
  type NoticeAskCode,
  STATUTORY_LETTERS,
  type StatutoryLetter,
  TRANSMISSION_DATA_WORDS,
} from './notice-asks.ts';

type Draft<Whole> = { readonly [Field in keyof Whole]?: Whole[Field] | undefined };

/** A connection as logged: where from, when, in what zone. `zone` may also stand inside `at` (`…-05:00`). */
export type NoticeConnection = Draft<{ ip: string; port: number; at: string; zone: string; kind: string }>;

/** An account of the service, in whatever way the sender names it. */
export type NoticeAccount = Draft<{ id: string; screenName: string; displayName: string; profileUrl: string }>;

/** A file as the sender describes it; never its bytes. */
export type NoticeFile = Draft<{
  name: string;
  hashes: readonly { readonly type: string; readonly value: string }[];
  /** Whether a person of the sender viewed the whole file; undefined = not stated. */
  viewedByEsp: boolean;
}>;

/** What the holder of the account declared. */
export type NoticeSubscriber = Draft<{
  name: string;
  dateOfBirth: string;
  street: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
}>;

/**
 * A provider's notice under MRA s.3, as it is written (interop page, 4.3): every field optional, so that a draft, a bad row and a whole
 * notice are one shape. Times are texts as written; nothing is guessed into them.
 */
export type ProviderNotice = Draft<{
  /** The provider's own number for it: the same one again is the same notice. */
  reference: string;
  /** The regime the sender believes it writes under; ours is decided by the day of notice. */
  ruleSet: string;
  offence: Draft<{ code: string; text: string }>;
  material: Draft<{
    description: string;
    format: string;
    count: number;
    /** Manifestly such: decides whether transmission data are required (`mra-2026`). */
    manifest: boolean;
  }>;
  /** `at` without a zone is local time; `zone` is an IANA name or an offset. */
  discovery: Draft<{ at: string; zone: string; circumstances: string }>;
  /** Present and empty: the sender says it holds nothing else. */
  otherEvidence: readonly string[];
  transmissionData: readonly NoticeConnection[];
  accounts: readonly NoticeAccount[];
  emails: readonly string[];
  phones: readonly string[];
  devices: readonly Draft<{ type: string; id: string }>[];
  urls: readonly string[];
  files: readonly NoticeFile[];
  subscriber: NoticeSubscriber;
  preservation: Draft<{ untilBasis: string; until: string }>;
  contact: Draft<{ name: string; email: string; phone: string }>;
  provider: Draft<{ id: string; name: string }>;
  /** What we have no place for, by the sender's own name for it. */
  other: Readonly<Record<string, string>>;
}>;

/** What a regime requires of a notice; the rows stand in `reference/regimes/`. */
export interface NoticeRules {
  readonly regime: string;
  readonly required: readonly StatutoryLetter[];
  /** `when-manifest`: required when the material is manifestly such. */
  readonly transmissionData: 'asked' | 'when-manifest';
}

/** SOR/2011-292, section 11, as it stands without another regime. */
export const SECTION_11: NoticeRules = {
  regime: 'mra-2011',
  required: STATUTORY_LETTERS,
  transmissionData: 'asked',
};

/** One line of the meter. */
export interface CompletenessItem {
  readonly code: NoticeAskCode | 'transmissionData';
  /** The letter of section 11, where it is one of the five. */
  readonly letter: StatutoryLetter | null;
  readonly required: boolean;
  readonly given: boolean;
  readonly weight: number;
  readonly name: Bilingual;
  /** What the addition gives. */
  readonly gives: Bilingual;
}

/** How complete a notice is: never how urgent, and never a reason to refuse it. */
export interface Completeness {
  /** 0–100: the share of the weights of everything asked for. */
  readonly percent: number;
  /** The statutory items not given, in order. */
  readonly missing: readonly StatutoryLetter[];
  /** True when the regime requires transmission data of this notice and it has none. */
  readonly transmissionDataMissing: boolean;
  readonly items: readonly CompletenessItem[];
  /** The item not given that gives most; null when all are. */
  readonly next: CompletenessItem | null;
}

/** Measures a notice, whole or begun, against what its regime requires and what else is asked for. */
export function completenessOf(notice: ProviderNotice, rules: NoticeRules = SECTION_11): Completeness {
  const items = Object.entries(NOTICE_ASKS).map(([code, ask]): CompletenessItem => {
    const given = GIVEN[code as NoticeAskCode](notice);
    const required = ask.letter !== null && rules.required.includes(ask.letter);
    return { code: code as NoticeAskCode, given, required, ...ask };
  });
  const transmissionDataMissing = needsTransmissionData(notice, rules) && !hasTransmissionData(notice);
  if (needsTransmissionData(notice, rules))
    items.push({
      code: 'transmissionData',
      letter: null,
      required: true,
      given: !transmissionDataMissing,
      weight: 10,
      ...TRANSMISSION_DATA_WORDS,
    });
  const absent = items.filter((item) => !item.given);
  const sum = (of: readonly CompletenessItem[]) => of.reduce((total, item) => total + item.weight, 0);
  return {
    percent: Math.floor((100 * (sum(items) - sum(absent))) / sum(items)),
    missing: absent.flatMap((item) => (item.required && item.letter !== null ? [item.letter] : [])),
    transmissionDataMissing,
    items,
    next: absent.toSorted((a, b) => Number(b.required) - Number(a.required) || b.weight - a.weight)[0] ?? null,
  };
}

function needsTransmissionData(notice: ProviderNotice, rules: NoticeRules): boolean {
  return rules.transmissionData === 'when-manifest' && notice.material?.manifest === true;
}

function hasTransmissionData(notice: ProviderNotice): boolean {
  return some(notice.transmissionData, (line) => said(line.ip) && said(line.at));
}

/** When each item counts as given. */
const GIVEN: Readonly<Record<NoticeAskCode, (notice: ProviderNotice) => boolean>> = {
  offence: ({ offence }) => said(offence?.code) || said(offence?.text),
  material: ({ material }) => said(material?.description) && said(material?.format),
  circumstances: ({ discovery }) => said(discovery?.circumstances) && said(discovery?.at),
  otherEvidence: ({ otherEvidence }) =>
    otherEvidence !== undefined && (otherEvidence.length === 0 || otherEvidence.some(said)),
  contact: ({ contact }) => said(contact?.email) || said(contact?.phone),
  ip: ({ transmissionData }) => some(transmissionData, (line) => said(line.ip)),
  port: ({ transmissionData }) => some(transmissionData, (line) => said(line.ip) && line.port !== undefined),
  seenAt: ({ transmissionData }) =>
    some(transmissionData, (line) => said(line.at) && (said(line.zone) || ENDS_IN_ZONE.test(line.at ?? ''))),
  account: ({ accounts }) =>
    some(accounts, (one) => said(one.id) || said(one.screenName) || said(one.displayName) || said(one.profileUrl)),
  email: ({ emails, phones }) => some(emails, said) || some(phones, said),
  subscriber: ({ subscriber }) => Object.values(subscriber ?? {}).some(said),
  hashes: ({ files }) => some(files, (file) => some(file.hashes, (hash) => said(hash.value))),
  viewed: ({ files }) => some(files, (file) => file.viewedByEsp !== undefined),
  device: ({ devices }) => some(devices, (device) => said(device.id)),
};

const ENDS_IN_ZONE = /\d\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\s*$/i;

function said(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function some<Item>(list: readonly Item[] | undefined, is: (item: Item) => boolean): boolean {
  return list?.some(is) ?? false;
}
