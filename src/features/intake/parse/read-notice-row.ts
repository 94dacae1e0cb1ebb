import type { NoticeConnection, ProviderNotice } from '../domain/notice.ts';
import type { Drift } from '../types.ts';
import type { HeaderCell, NoticeColumn } from './notice-columns.ts';
import { digestType, saidCount, saidFlag, saidPort, saysNothing } from './notice-words.ts';

/** A row as its cells say it, with what could not be read. */
export interface NoticeRow {
  readonly notice: ProviderNotice;
  readonly drift: readonly Drift[];
}

/** Reads one row under its header. Cells without a place, and values that are not what their column holds, are kept in `other`. */
export function readNoticeRow(header: readonly HeaderCell[], cells: readonly string[]): NoticeRow {
  const drift: Drift[] = [];
  const other = new Map<string, string>();
  const said = sortCells(header, cells, (path, text, kind) => {
    drift.push({ path, kind, detail: 'kept as it came' });
    other.set(path, text);
  });
  const one = (column: NoticeColumn) => said.at(column, 1);
  const read = <T>(column: NoticeColumn, reader: (text: string) => T | null, ordinal = 1): T | undefined => {
    const text = said.at(column, ordinal);
    const value = text === undefined ? null : reader(text);
    if (text !== undefined && value === null) {
      const path = said.headerOf(column, ordinal);
      drift.push({ path, kind: 'unreadable-value', detail: 'not what this column holds' });
      other.set(path, text);
    }
    return value ?? undefined;
  };
  const evidence = said.lists('otherEvidence');
  const notice: ProviderNotice = {
    reference: one('reference'),
    ruleSet: one('ruleSet'),
    offence: { code: one('offenceCode'), text: one('offence') },
    material: {
      description: one('description'),
      format: one('format'),
      count: read('count', saidCount),
      manifest: read('manifest', saidFlag),
    },
    discovery: {
      at: one('discoveredAt') ?? joined(one('discoveredOn'), one('discoveredTime')),
      zone: one('discoveryZone') ?? one('zone'),
      circumstances: one('circumstances'),
    },
    otherEvidence: evidence.length === 0 ? undefined : evidence.filter((text) => !saysNothing(text)),
    transmissionData: said.ordinals('ip', 'port', 'seenAt').map(
      (ordinal): NoticeConnection => ({
        ip: said.at('ip', ordinal),
        port: read('port', saidPort, ordinal),
        at: said.at('seenAt', ordinal),
        zone: said.at('seenZone', ordinal) ?? said.at('seenZone', 1) ?? one('zone'),
        kind: said.at('connectionKind', ordinal),
      }),
    ),
    accounts: said.ordinals('account', 'screenName', 'displayName', 'profileUrl').map((ordinal) => ({
      id: said.at('account', ordinal),
      screenName: said.at('screenName', ordinal),
      displayName: said.at('displayName', ordinal),
      profileUrl: said.at('profileUrl', ordinal),
    })),
    emails: said.lists('email'),
    phones: said.lists('phone'),
    devices: said.ordinals('device').map((ordinal) => ({
      id: said.at('device', ordinal),
      type: said.at('deviceType', ordinal),
    })),
    urls: said.lists('url'),
    files: said.ordinals('fileName', 'hash').map((ordinal) => ({
      name: said.at('fileName', ordinal),
      hashes: said.split('hash', ordinal).map((value) => ({ type: digestType(value), value })),
      viewedByEsp: read('viewed', saidFlag, ordinal),
    })),
    subscriber: {
      name: one('subscriberName'),
      dateOfBirth: one('dateOfBirth'),
      street: one('street'),
      city: one('city'),
      region: one('region'),
      postalCode: one('postalCode'),
      country: one('country'),
    },
    preservation: { until: one('preservedUntil') },
    contact: contactOf(one('contactName'), one('contactEmail'), one('contactPhone')),
    provider: { id: one('providerId'), name: one('providerName') },
  };
  said.tellRest();
  return { notice: other.size === 0 ? notice : { ...notice, other: Object.fromEntries(other) }, drift };
}

/** Many files have one column `contact`, and an address in it. */
function contactOf(name: string | undefined, email: string | undefined, phone: string | undefined) {
  const isAddress = email === undefined && name !== undefined && /^\S+@\S+$/.test(name);
  return isAddress ? { email: name, phone } : { name, email, phone };
}

function joined(day: string | undefined, time: string | undefined): string | undefined {
  return day !== undefined && time !== undefined ? `${day} ${time}` : day;
}

interface Cell {
  readonly header: string;
  readonly column: NoticeColumn;
  readonly ordinal: number;
  readonly text: string;
}

/** The cells of a row by their column; `astray` is told of those that have no place, and in the end of those nobody asked for. */
function sortCells(
  header: readonly HeaderCell[],
  cells: readonly string[],
  astray: (path: string, text: string, kind: Drift['kind']) => void,
) {
  const placed: Cell[] = [];
  for (const [at, cell] of cells.entries()) {
    const text = cell.trim().toWellFormed().replaceAll('\0', '\uFFFD');
    const place = header[at];
    if (text === '') continue;
    if (place?.column) placed.push({ header: place.header, column: place.column, ordinal: place.ordinal, text });
    else astray(place?.header || `column ${at + 1}`, text, 'unknown-element');
  }
  const taken = new Set<Cell>();
  const take = (found: readonly Cell[]) => {
    for (const cell of found) taken.add(cell);
    return found;
  };
  const under = (column: NoticeColumn, ordinal: number) =>
    placed.filter((cell) => cell.column === column && cell.ordinal === ordinal);
  return {
    at: (column: NoticeColumn, ordinal: number) => take(under(column, ordinal).slice(0, 1))[0]?.text,
    headerOf: (column: NoticeColumn, ordinal: number) => under(column, ordinal)[0]?.header ?? column,
    lists: (column: NoticeColumn) =>
      take(placed.filter((cell) => cell.column === column)).flatMap(({ text }) => values(text)),
    // Three columns of digests are one list: md5, sha1, sha256.
    split: (column: NoticeColumn, ordinal: number) => take(under(column, ordinal)).flatMap(({ text }) => values(text)),
    ordinals: (...columns: readonly NoticeColumn[]) =>
      [...new Set(placed.filter((cell) => columns.includes(cell.column)).map(({ ordinal }) => ordinal))].sort(
        (a, b) => a - b,
      ),
    tellRest: () => {
      for (const cell of placed) if (!taken.has(cell)) astray(cell.header, cell.text, 'unknown-element');
    },
  };
}

function values(text: string): readonly string[] {
  return text
    .split(/[;\n]/)
    .map((value) => value.trim())
    .filter((value) => value !== '');
}
