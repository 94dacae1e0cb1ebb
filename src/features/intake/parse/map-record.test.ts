import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { granted } from '#core/result.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { RecordField } from '../domain/record-fields.ts';
import { aMapping, aRule } from '../testing.ts';
import { mapRecord } from './map-record.ts';
import { jsonRecords } from './tree-records.ts';

const row = (cells: Readonly<Record<string, string>>): readonly RecordField[] =>
  Object.entries(cells).map(([path, value]) => ({ path, at: [], value }));
const read = (mapping: Mapping, fields: readonly RecordField[]) => granted(mapRecord(mapping, fields, null)).report;

describe('a row read by a mapping', () => {
  const mapping = aMapping({
    zone: 'America/Toronto',
    rules: [
      aRule('ref', 'externalId'),
      aRule('when', 'occurredAt', { pattern: 'dd/MM/yyyy HH:mm' }),
      aRule('kind', 'incidentType', { values: [{ from: '4', to: 'Online Enticement of Children' }] }),
      aRule('login', 'identifier.ip'),
      aRule('port', 'identifier.port'),
      aRule('login at', 'identifier.observedAt', { pattern: 'dd/MM/yyyy HH:mm' }),
      aRule('upload', 'identifier.ip', { part: 2 }),
      aRule('user', 'identifier.account'),
      { ...aRule('', 'identifier.service'), from: null, constant: 'Example Service' },
      aRule('links', 'identifier.url', { item: 0, split: ';' }),
      aRule('seen', 'file.viewed'),
      aRule('sum', 'file.md5'),
      aRule('priority', 'alarm', { values: [{ from: 'urgent', to: 'marked urgent' }], otherwise: 'empty' }),
    ],
  });
  const fields = row({
    ref: 'N-1',
    when: '23/11/2026 08:15',
    kind: '4',
    login: '198.51.100.7',
    port: '50123',
    'login at': '23/11/2026 08:00',
    upload: '2001:db8::7',
    user: 'acct-1',
    links: 'https://example.com/a; https://example.com/b',
    seen: 'Oui',
    sum: 'D41D8CD98F00B204E9800998ECF8427E',
    priority: 'normal',
    extra: 'kept as it is',
  });
  const report = read(mapping, fields);

  test('fills each target in our words', () => {
    expect(report).toMatchObject({ format: 'mapped', externalId: 'N-1', senderAlarm: null });
    expect(report.incidents[0]).toMatchObject({
      incidentType: 'Online Enticement of Children',
      occurred: { instant: '2026-11-23T13:15:00.000Z', zone: 'stated' },
    });
    expect(report.files[0]).toMatchObject({
      viewedByEsp: true,
      claimedHashes: [{ type: 'md5', value: 'd41d8cd98f00b204e9800998ecf8427e' }],
    });
    expect(report.identifiers.map(({ value }) => value)).toEqual(['https://example.com/a', 'https://example.com/b']);
  });

  test('puts port and time with the address of the same part, and the service with the account', () => {
    const [person] = report.persons;
    expect(person?.role).toBe('reported');
    expect(person?.identifiers.map(({ kind, value, port, service }) => [kind, value, port, service])).toEqual([
      ['ip', '198.51.100.7', 50_123, null],
      ['ip', '2001:db8::7', null, null],
      ['account', 'acct-1', null, 'Example Service'],
    ]);
    expect(person?.identifiers[0]?.observed?.instant).toBe('2026-11-23T13:00:00.000Z');
    expect(person?.identifiers[1]?.observed).toBeNull();
  });

  test('keeps what no rule names as a text under lock, with its drift', () => {
    expect(report.narratives).toEqual([{ path: 'unmapped', body: 'extra: kept as it is', restricted: true }]);
    expect(report.drift.map(({ path, kind }) => [path, kind])).toEqual([
      ['priority', 'unknown-value'],
      ['extra', 'unknown-element'],
    ]);
  });
});

describe('a mapped record', () => {
  test('of a list keeps what belongs together together', () => {
    const text = JSON.stringify({
      people: [
        { name: 'Ada', logins: [{ ip: '198.51.100.1', port: 1 }, { ip: '198.51.100.2' }] },
        { name: 'Bob', logins: [{ ip: '198.51.100.3', port: 3 }] },
      ],
    });
    const [record] = granted(jsonRecords(Buffer.from(text), ''));
    const rules = [
      aRule('people.name', 'person.firstName'),
      aRule('people.logins.ip', 'identifier.ip'),
      aRule('people.logins.port', 'identifier.port'),
    ];
    const { persons } = read(aMapping({ kind: 'json', rules }), record?.fields ?? []);
    expect(persons.map((one) => [one.firstName, one.identifiers.map(({ value, port }) => `${value}:${port}`)])).toEqual(
      [
        ['Ada', ['198.51.100.1:1', '198.51.100.2:null']],
        ['Bob', ['198.51.100.3:3']],
      ],
    );
  });

  test('with a role nobody knows is not read: it may speak of a child', () => {
    const mapping = aMapping({ rules: [aRule('role', 'person.role'), aRule('name', 'person.firstName')] });
    expect(mapRecord(mapping, row({ role: 'minor', name: 'x' }), null)).toEqual({
      ok: false,
      refusal: { kind: 'unknown-role', place: 'role' },
    });
    const named = aRule('role', 'person.role', { values: [{ from: 'Minor', to: 'victim' }] });
    const report = read(
      aMapping({ rules: [named, aRule('name', 'person.firstName')] }),
      row({ role: 'minor', name: 'x' }),
    );
    expect(report.persons[0]).toMatchObject({ role: 'victim', firstName: 'x' });
  });

  test('a constant alone makes neither a person nor a file', () => {
    const constant = (to: string, value: string) => ({ ...aRule('', to), from: null, constant: value });
    const rules = [aRule('ref', 'externalId'), constant('person.role', 'reported'), constant('file.viewed', 'false')];
    const report = read(aMapping({ rules }), row({ ref: '1' }));
    expect([report.persons, report.files]).toEqual([[], []]);
  });

  test('names the mapping that read it', () => {
    const mapped = granted(mapRecord(aMapping(), row({ ref: '1' }), { mappingId: 4, version: 2 }));
    expect(mapped.report.mapping).toEqual({ mappingId: 4, version: 2 });
  });

  test('loses no value, whatever the rules: each is in a field, a text or the place of a second one', () => {
    const paths = ['a', 'b', 'c', 'd'];
    const rules = fc.array(
      fc
        .record({
          from: fc.constantFrom(...paths),
          to: fc.constantFrom('externalId', 'platform', 'narrative', 'person.city', 'identifier.account', 'file.name'),
          item: fc.integer({ min: 1, max: 2 }),
        })
        .map(({ from, to, item }) => aRule(from, to, { item })),
      { minLength: 1, maxLength: 4 },
    );
    const values = fc.uniqueArray(fc.integer({ min: 1_000, max: 9_999 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(rules, values, (given, numbers) => {
        // A target that holds one value has one rule, as publishing makes sure.
        const single = given.filter(
          (rule, at) => given.findIndex(({ to, item }) => to === rule.to && item === rule.item) === at,
        );
        const cells = row(Object.fromEntries(paths.map((path, at) => [path, `value ${numbers[at]}`])));
        const kept = JSON.stringify(read(aMapping({ rules: single }), cells));
        return numbers.every((number) => kept.includes(`value ${number}`));
      }),
    );
  });
});
