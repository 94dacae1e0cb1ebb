import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import type { NoticeConnection, NoticeFile, ProviderNotice } from './notice.ts';

/** What was typed into the pages of a notice, by the name of the field: kept as it is, whatever it is worth. */
export type NoticeAnswers = Readonly<Record<string, string>>;

/** The four offences of MRA s.1 (CC 163.1), which the picker offers. @see docs/sources.md S-ACT */
export const NOTICE_OFFENCES = ['CC 163.1(2)', 'CC 163.1(3)', 'CC 163.1(4)', 'CC 163.1(4.1)'] as const;

/** Zones the pages offer, from east to west; a log often writes UTC. */
export const NOTICE_ZONES = [
  'America/St_Johns',
  'America/Halifax',
  'America/Toronto',
  'America/Winnipeg',
  'America/Regina',
  'America/Edmonton',
  'America/Vancouver',
  'UTC',
] as const;

/** The notice these answers make. An empty answer is no answer; nothing is guessed. */
export function noticeFrom(answers: NoticeAnswers, reference: string): ProviderNotice {
  const given = (name: string) => answers[name]?.trim() || undefined;
  const offence = given('offence');
  return {
    reference,
    offence: { code: offence === 'other' ? undefined : offence, text: given('offenceText') },
    material: {
      description: given('description'),
      format: given('format') === 'other' ? given('otherFormat') : given('format'),
      count: wholeNumber(given('count')),
      manifest: yesOrNo(given('manifest')),
    },
    discovery: {
      at: timeOf(given('discoveredOn'), given('discoveredTime')),
      zone: given('discoveredZone'),
      circumstances: given('circumstances'),
    },
    otherEvidence: given('holdsOther') === 'no' ? [] : listOf(given('otherEvidence')),
    contact: { name: given('contactName'), email: given('contactEmail'), phone: given('contactPhone') },
    transmissionData: listed(connectionFrom(given)),
    accounts: listed({
      id: given('accountId'),
      screenName: given('screenName'),
      displayName: given('displayName'),
      profileUrl: given('profileUrl'),
    }),
    emails: linesOf(given('emails')),
    phones: linesOf(given('phones')),
    devices: listed({ type: given('deviceType'), id: given('deviceId') }),
    urls: linesOf(given('urls')),
    files: filesFrom(given('hashes'), yesOrNo(given('viewed'))),
    subscriber: {
      name: given('subscriberName'),
      dateOfBirth: given('subscriberBirth'),
      street: given('subscriberStreet'),
      city: given('subscriberCity'),
      region: given('subscriberRegion'),
      postalCode: given('subscriberPostal'),
      country: given('subscriberCountry'),
    },
  };
}

function connectionFrom(given: (name: string) => string | undefined): NoticeConnection {
  return {
    ip: given('ip'),
    port: wholeNumber(given('port')),
    at: timeOf(given('connectedOn'), given('connectedTime')),
    zone: given('connectedOn') === undefined ? undefined : given('connectedZone'),
    kind: given('connectionKind'),
  };
}

/** One value a line. */
export function linesOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Digests one a line; their length says which kind they are. */
function filesFrom(hashes: string | undefined, viewedByEsp: boolean | undefined): readonly NoticeFile[] {
  const files = linesOf(hashes).map(
    (value): NoticeFile => ({ hashes: [{ type: digestKind(value), value }], viewedByEsp }),
  );
  return files.length === 0 && viewedByEsp !== undefined ? [{ viewedByEsp }] : files;
}

/** Hexadecimal digits of each kind. */
const DIGEST_LENGTHS: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256' };

/** The kind of a digest, by its length; `other` for what is none of the three. */
export function digestKind(value: string): string {
  return (/^[0-9a-f]+$/i.test(value) && DIGEST_LENGTHS[value.length]) || 'other';
}

function listOf(text: string | undefined): readonly string[] | undefined {
  const lines = linesOf(text);
  return lines.length > 0 ? lines : undefined;
}

function listed<T extends object>(one: T): readonly T[] {
  return Object.values(one).some((value) => value !== undefined) ? [one] : [];
}

function timeOf(day: string | undefined, time: string | undefined): string | undefined {
  if (day === undefined) return undefined;
  return time === undefined ? day : `${day}T${time.length === 5 ? `${time}:00` : time}`;
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function yesOrNo(text: string | undefined): boolean | undefined {
  return text === 'yes' ? true : text === 'no' ? false : undefined;
}

/** Whether a day and a time in a zone lie after `now` (epoch milliseconds), read as early as they can be. */
export function isAfter(day: string, time: string, zone: string, now: number): boolean {
  const local = Date.parse(`${day}T${time || '00:00'}Z`);
  return !Number.isNaN(local) && local - offsetMs(zone, local) > now;
}

/** How far local time of a zone is ahead of UTC at that wall time; the most eastern where no zone is said. */
function offsetMs(zone: string, at: number): number {
  if (zone === '') return 14 * HOUR_MS;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const ahead = Number(match[2]) * HOUR_MS + Number(match[3]) * MINUTE_MS;
  return match[1] === '-' ? -ahead : ahead;
}
