import { emptyReport, undescribedFile } from '../domain/empty-report.ts';
import { completenessOf, type ProviderNotice } from '../domain/notice.ts';
import type { Drift, SubmittedIdentifier, SubmittedNarrative, SubmittedPerson, SubmittedReport } from '../types.ts';
import type { ReadContext } from './json-reader.ts';
import { mineText } from './mine-text.ts';
import { identifierOf } from './normalise-identifier.ts';
import { noticeTime } from './notice-time.ts';

/** A notice in the neutral form; missing items, times without a zone and times to come are told, never filled in. */
export function noticeReport(
  notice: ProviderNotice,
  { now }: ReadContext,
  drift: readonly Drift[] = [],
): SubmittedReport {
  const { offence, material, discovery, contact } = notice;
  const narratives = narrativesOf(notice);
  const discovered = noticeTime(discovery?.at, discovery?.zone);
  const persons = [...reportedPerson(notice), ...reporter(contact)];
  const report: SubmittedReport = {
    ...emptyReport('provider-notice'),
    externalId: notice.reference ?? null,
    senderName: notice.provider?.name ?? null,
    incidents: [
      {
        incidentType: offence?.text ?? offence?.code ?? null,
        platform: null,
        occurred: discovered,
        occurredDescription: null,
        description: material?.format ?? null,
        offence: offence?.code ?? offence?.text ?? null,
      },
    ],
    persons,
    identifiers: [
      ...(notice.urls ?? []).map((value, at) => identifierOf({ kind: 'url', value, path: `urls[${at}]` })),
      ...narratives.flatMap(({ body, path }) => mineText(body, path)),
    ],
    files: (notice.files ?? []).map((file) => ({
      ...undescribedFile(file.name ?? null),
      originalName: file.name ?? null,
      viewedByEsp: file.viewedByEsp ?? null,
      claimedHashes: file.hashes ?? [],
    })),
    narratives,
    notice,
  };
  return { ...report, drift: [...drift, ...missingItems(notice), ...timeDrift(report, now)] };
}

const LETTER_PATHS = { a: 'offence', b: 'material', c: 'discovery', d: 'otherEvidence', e: 'contact' } as const;

function missingItems(notice: ProviderNotice): readonly Drift[] {
  return completenessOf(notice).missing.map((letter) => ({
    path: LETTER_PATHS[letter],
    kind: 'missing',
    detail: `item (${letter}) of section 11`,
  }));
}

function timeDrift(report: SubmittedReport, now: string): readonly Drift[] {
  const seen = report.persons.flatMap((person) => person.identifiers);
  const times = [
    ...report.incidents.map((incident) => ({ path: 'discovery.at', time: incident.occurred })),
    ...seen.map((one) => ({ path: one.path, time: one.observed })),
  ];
  return times.flatMap(({ path, time }): readonly Drift[] => {
    if (time === null) return [];
    if (time.zone === 'unreadable') return [{ path, kind: 'unreadable-value', detail: 'not a time' }];
    if (time.instant === null) return [{ path, kind: 'zone-unstated', detail: 'no zone that makes it one instant' }];
    return time.instant > now ? [{ path, kind: 'future-date', detail: 'later than its receipt' }] : [];
  });
}

function narrativesOf(notice: ProviderNotice): readonly SubmittedNarrative[] {
  const bodies = [
    ['material.description', notice.material?.description],
    ['discovery.circumstances', notice.discovery?.circumstances],
    ...(notice.otherEvidence ?? []).map((body, at) => [`otherEvidence[${at}]`, body] as const),
    ...Object.entries(notice.other ?? {}),
  ] as const;
  return bodies.flatMap(([path, body]) => (body === undefined ? [] : [{ path, body, restricted: false }]));
}

function reportedPerson(notice: ProviderNotice): readonly SubmittedPerson[] {
  const identifiers = [...connections(notice), ...accounts(notice), ...contacts(notice)];
  const { name, dateOfBirth, ...place } = notice.subscriber ?? {};
  const hasPlace = Object.values(place).some((part) => part !== undefined);
  if (identifiers.length === 0 && name === undefined && dateOfBirth === undefined && !hasPlace) return [];
  return [
    {
      ...nobody('reported', 'subscriber'),
      dateOfBirth: dateOfBirth ?? null,
      addresses: hasPlace
        ? [
            {
              kind: 'declared',
              street: place.street ?? null,
              city: place.city ?? null,
              region: place.region ?? null,
              postalCode: place.postalCode ?? null,
              country: place.country ?? null,
              verified: null,
            },
          ]
        : [],
      identifiers,
      // One text: which part is the family name is not for us to say.
      other: name === undefined ? {} : { name },
    },
  ];
}

function connections({ transmissionData }: ProviderNotice): readonly SubmittedIdentifier[] {
  return (transmissionData ?? []).flatMap(({ ip, port, at, zone, kind }, index) => {
    const observed = noticeTime(at, zone);
    const path = `transmissionData[${index}]`;
    return ip === undefined
      ? []
      : [identifierOf({ kind: 'ip', value: ip, port: port ?? null, observed, event: kind ?? null, path })];
  });
}

function accounts(notice: ProviderNotice): readonly SubmittedIdentifier[] {
  const service = notice.provider?.name ?? null;
  return (notice.accounts ?? []).flatMap((account, index) =>
    (
      [
        ['account', account.id, 'id'],
        ['screen-name', account.screenName, 'screenName'],
        ['display-name', account.displayName, 'displayName'],
        ['profile-url', account.profileUrl, 'profileUrl'],
      ] as const
    ).flatMap(([kind, value, name]) =>
      value === undefined ? [] : [identifierOf({ kind, value, service, path: `accounts[${index}].${name}` })],
    ),
  );
}

function contacts({ emails, phones, devices }: ProviderNotice): readonly SubmittedIdentifier[] {
  return [
    ...(emails ?? []).map((value, at) => identifierOf({ kind: 'email', value, path: `emails[${at}]` })),
    ...(phones ?? []).map((value, at) => identifierOf({ kind: 'phone', value, path: `phones[${at}]` })),
    ...(devices ?? []).flatMap(({ id, type }, at) =>
      id === undefined
        ? []
        : [identifierOf({ kind: 'device', value: id, service: type ?? null, path: `devices[${at}]` })],
    ),
  ];
}

/** The representative answers for the notice and is nobody's suspect: kept apart, joined with nothing. */
function reporter(contact: ProviderNotice['contact']): readonly SubmittedPerson[] {
  const stated = Object.entries(contact ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return stated.length === 0 ? [] : [{ ...nobody('reporter', 'contact'), other: Object.fromEntries(stated) }];
}

function nobody(role: 'reported' | 'reporter', path: string): SubmittedPerson {
  return {
    role,
    path,
    firstName: null,
    middleName: null,
    lastName: null,
    dateOfBirth: null,
    age: null,
    addresses: [],
    estimatedLocation: null,
    identifiers: [],
    other: {},
  };
}
