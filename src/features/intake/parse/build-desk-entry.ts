import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import { emptyReport } from '../domain/empty-report.ts';
import type { Provenance, SubmittedIdentifier, SubmittedPerson, SubmittedReport } from '../types.ts';
import { buildReferral, caveatOf } from './build-referral.ts';
import { mineText } from './mine-text.ts';
import { identifierOf } from './normalise-identifier.ts';
import { mineAll } from './read-members.ts';
import { writtenTime } from './written-time.ts';

/** What a form of a police service or a division says beside the words. */
export interface ReferralFields {
  readonly fileNumber: string;
  readonly officer: string;
  readonly unit: string;
  readonly requestType: string;
  readonly caveats: string;
  readonly handlingCode: string;
}

/** What a clerk writes down of a call, a fax or a paper, in the six fields of the screen; an empty text is an unknown. */
export interface DeskEntry {
  /** 1. Whom it comes from: its true source, the service, and who spoke with how to call back. */
  readonly source: Source;
  readonly sender: string;
  readonly contact: string;
  /** 2. How it came. */
  readonly channel: 'voice' | 'fax' | 'hand';
  /** 3. Whether a child is in danger now, as told. */
  readonly danger: 'yes' | 'no' | 'unknown';
  /** 4. What is said. */
  readonly words: string;
  /** 5. Identifiers of the person reported, one a line: `service: name`, an address, a number. */
  readonly identifiers: string;
  /** 6. When and where it happened, as told. */
  readonly when: string;
  readonly where: string;
  /** When the notice was first given; null: as it is written down. */
  readonly noticeAt: Instant | null;
  /** The sender's own reference, which the formal report will bear too. */
  readonly reference: string;
  readonly referral: ReferralFields | null;
}

// The alarm shows why at a glance; the whole is in the narrative.
const ALARM_CHARACTERS = 300;

/** The neutral form of what came by voice, fax or hand; identifiers are mined from the words as they are from every text. */
export function buildDeskEntry(entry: DeskEntry, now: Instant): SubmittedReport {
  const facts = factsOf(entry, now);
  if (entry.referral !== null) return buildReferral({ ...facts, ...formOf(entry, entry.referral) });
  return {
    ...emptyReport('desk-entry'),
    ...facts,
    externalId: said(entry.reference),
    senderName: entry.sender.trim(),
    identifiers: mineAll(facts.narratives),
  };
}

/** What is told, whatever form it was told in. */
function factsOf(entry: DeskEntry, now: Instant) {
  const noticeAt = entry.noticeAt ?? now;
  const words = entry.words.trim();
  const caveat = entry.referral === null ? null : caveatOf(formOf(entry, entry.referral));
  const typed = lines(entry.identifiers).flatMap((line, at) => typedIdentifiers(line, `identifiers[${at}]`, entry));
  return {
    reportedAt: { asWritten: noticeAt, instant: noticeAt, zone: 'stated' as const },
    senderAlarm: entry.danger === 'yes' ? words.slice(0, ALARM_CHARACTERS) : null,
    incidents: [
      {
        incidentType: null,
        platform: null,
        occurred: said(entry.when) === null ? null : writtenTime(entry.when),
        occurredDescription: said([entry.when, entry.where].flatMap((one) => said(one) ?? []).join(' · ')),
        description: null,
        offence: null,
      },
    ],
    persons: [
      reported(
        entry,
        typed.map((one) => ({ ...one, caveat })),
      ),
      ...reporter(entry),
    ],
    narratives: [{ path: 'words', body: words, restricted: false }],
  };
}

/** What a form says beside the six fields. A service that names no earlier notice passes none on. */
function formOf(entry: DeskEntry, form: ReferralFields) {
  return {
    from: {
      agency: entry.sender.trim(),
      code: null,
      country: null,
      unit: said(form.unit),
      officer: said(form.officer),
      email: null,
      phone: null,
    },
    fileNumber: said(form.fileNumber) ?? said(entry.reference),
    requestType: said(form.requestType),
    handlingCode: said(form.handlingCode),
    caveats: said(form.caveats) === null ? [] : [form.caveats.trim()],
    firstNoticeAt: entry.noticeAt,
    identifiers: [],
    files: [],
    drift: [],
  };
}

function reported(entry: DeskEntry, identifiers: readonly SubmittedIdentifier[]): SubmittedPerson {
  return { ...person('reported', 'reported'), identifiers, estimatedLocation: placeOf(entry.where) };
}

function reporter(entry: DeskEntry): readonly SubmittedPerson[] {
  const contact = said(entry.contact);
  if (contact === null) return [];
  const identifiers = mineText(contact, 'contact').map((one) => ({ ...one, provenance: provenanceOf(entry.source) }));
  return [{ ...person('reporter', 'contact'), identifiers, other: { contact } }];
}

function person(role: SubmittedPerson['role'], path: string): SubmittedPerson {
  const unknown = { firstName: null, middleName: null, lastName: null, dateOfBirth: null, age: null };
  return { role, path, ...unknown, addresses: [], estimatedLocation: null, identifiers: [], other: {} };
}

/** `Ottawa, ON` or `Ottawa`: a town, and the province when it is named by its two letters. */
function placeOf(where: string): SubmittedPerson['estimatedLocation'] {
  const [city = '', region = ''] = where.split(',').map((part) => part.trim());
  if (city === '') return null;
  const isProvince = /^[A-Za-z]{2}$/.test(region);
  return {
    kind: null,
    street: null,
    city,
    region: said(region),
    postalCode: null,
    country: isProvince ? 'CA' : null,
    verified: null,
  };
}

/** A line a clerk typed: what it plainly is, or a name on a service. Typed is told, not mined. */
function typedIdentifiers(line: string, path: string, entry: DeskEntry): readonly SubmittedIdentifier[] {
  const provenance = provenanceOf(entry.source);
  const plain = mineText(line, path);
  if (plain.length > 0) return plain.map((one) => ({ ...one, path, provenance }));
  const [, service = null, name = line] = /^([^:]{2,40}):\s*(\S.*)$/.exec(line) ?? [];
  return [identifierOf({ kind: 'screen-name', value: name, service, provenance, path })];
}

function provenanceOf(source: Source): Provenance {
  return source === 'police-foreign'
    ? 'foreign-agency'
    : source === 'provider'
      ? 'reported-by-provider'
      : 'volunteered';
}

function lines(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => said(line) ?? []);
}

function said(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
