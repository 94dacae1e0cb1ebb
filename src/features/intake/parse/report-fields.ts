import type { Drift, SubmittedIdentifier, SubmittedIncident, WrittenTime } from '../types.ts';
import { mailTime } from './mail-time.ts';
import { identifierOf } from './normalise-identifier.ts';
import { isIp, portOf } from './read-members.ts';

/** Fields of a machine-readable report within a mail, in their order: ARF (RFC 5965, 6692), X-ARF `report.txt`, XARF of former versions. */
export type ReportFields = readonly (readonly [name: string, value: string])[];

/** What such fields come to. */
export interface ReadFields {
  readonly externalId: string | null;
  readonly senderName: string | null;
  readonly incident: SubmittedIncident;
  readonly identifiers: readonly SubmittedIdentifier[];
  readonly drift: readonly Drift[];
}

const MOST_FIELDS = 500;

/** Reads `Name: value` lines, folded or not; lines that are none are passed over. */
export function fieldsOf(text: string): ReportFields {
  const fields: [string, string][] = [];
  for (const line of text.slice(0, 1_000_000).split(/\r?\n/)) {
    const last = fields.at(-1);
    if (/^[ \t]+\S/.test(line) && last) last[1] = `${last[1]} ${line.trim()}`;
    else {
      const match = /^([A-Za-z][\w.-]{0,63})\s*:\s*(.*)$/.exec(line);
      if (match && fields.length < MOST_FIELDS) fields.push([match[1] ?? '', unquoted(match[2] ?? '')]);
    }
  }
  return fields.filter(([, value]) => value !== '');
}

/** The members of a JSON report as fields, `Report.SourceIp`; null for what is no JSON object. Payloads are left out. */
export function jsonFields(text: string): ReportFields | null {
  if (!text.trimStart().startsWith('{')) return null;
  const fields: [string, string][] = [];
  const walk = (node: unknown, name: string, depth: number): void => {
    if (fields.length >= MOST_FIELDS || depth > 6 || /payload$/i.test(name)) return;
    if (typeof node !== 'object') fields.push([name, unquoted(String(node))]);
    else for (const [key, value] of membersOf(node)) walk(value, inside(name, key), depth + 1);
  };
  try {
    walk(JSON.parse(text), '', 0);
  } catch {
    return null;
  }
  return fields.filter(([, value]) => value !== '');
}

/** An item of a list bears the name of the list. */
function membersOf(node: object | null): readonly (readonly [string, unknown])[] {
  return Array.isArray(node) ? node.map((item) => ['', item] as const) : Object.entries(node ?? {});
}

function inside(name: string, key: string): string {
  return [name, storable(key)].filter((part) => part !== '').join('.');
}

function storable(name: string): string {
  return name.slice(0, 64).toWellFormed().replaceAll('\0', '\uFFFD');
}

function unquoted(value: string): string {
  return value
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .replaceAll('\0', '\uFFFD')
    .slice(0, 4_000);
}

const NAMES = {
  ip: ['sourceip', 'source', 'sourceaddress', 'ip', 'srcip'],
  port: ['sourceport', 'srcport', 'port'],
  time: ['arrivaldate', 'receiveddate', 'date', 'timestamp', 'time'],
  url: ['reporteduri', 'url', 'uri', 'reportedurl'],
  email: ['originalmailfrom', 'originalrcptto', 'sourceemail'],
  type: ['feedbacktype', 'category', 'reportclass', 'reporttype', 'type'],
  id: ['reportid', 'incidentid'],
  organisation: ['reporterorg', 'reportedfrom', 'reporterorgname'],
} as const;

function called(name: string, wanted: keyof typeof NAMES): boolean {
  const bare = (name.split('.').at(-1) ?? name).toLowerCase().replace(/[^a-z]/g, '');
  return (NAMES[wanted] as readonly string[]).includes(bare);
}

/** Reads the fields: whence, which port, when (both as their sender wrote them), and where the material is. */
export function readFields(fields: ReportFields, path: string): ReadFields {
  const all = (wanted: keyof typeof NAMES) => fields.filter(([name]) => called(name, wanted));
  const first = (wanted: keyof typeof NAMES) => all(wanted)[0]?.[1] ?? null;
  const observed = mailTime(first('time'));
  const port = portOf(first('port'));
  const [addresses, places] = [all('ip'), [...all('ip').filter(([, value]) => /^https?:/i.test(value)), ...all('url')]];
  return {
    externalId: first('id'),
    senderName: first('organisation'),
    incident: {
      incidentType:
        all('type')
          .map(([, value]) => value)
          .join('/') || null,
      platform: null,
      occurred: observed,
      occurredDescription: null,
      description: null,
      offence: null,
    },
    identifiers: [
      ...places.map(([name, value]) => identifierOf({ kind: 'url', value, path: `${path}.${name}` })),
      ...addresses
        .filter(([, value]) => isIp(value) || /^[[\d.]+\]?:\d+$/.test(value))
        .map(([name, value]) =>
          identifierOf({ kind: 'ip', value, port, observed, event: 'source', path: `${path}.${name}` }),
        ),
      ...all('email').map(([name, value]) =>
        identifierOf({ kind: 'email', value: value.replace(/^<|>$/g, ''), event: name, path: `${path}.${name}` }),
      ),
    ],
    drift: driftOf(observed, first('port'), port, path),
  };
}

function driftOf(
  time: WrittenTime | null,
  portText: string | null,
  port: number | null,
  path: string,
): readonly Drift[] {
  return [
    ...(time?.zone === 'unstated'
      ? [{ path: `${path}.time`, kind: 'zone-unstated', detail: 'time without a zone' } as const]
      : []),
    ...(time?.zone === 'unreadable'
      ? [{ path: `${path}.time`, kind: 'unreadable-value', detail: 'not a time' } as const]
      : []),
    ...(portText !== null && port === null
      ? [{ path: `${path}.port`, kind: 'unreadable-value', detail: 'not a port' } as const]
      : []),
  ];
}
