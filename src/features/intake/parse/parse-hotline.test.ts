import { describe, expect, it } from 'vitest';
import { hotlineJsonSchema, hotlineSchema } from '../formats/hotline-schema.ts';
import { HOTLINE_SAMPLE } from './format-samples.ts';
import { readDocument } from './read-document-for-test.ts';

const report = readDocument(HOTLINE_SAMPLE);

describe('a hotline’s report', () => {
  it('is read as one report with a component incident for each technology', () => {
    expect(report).toMatchObject({
      format: 'hotline-json',
      externalId: 'H-2026-000123',
      senderName: 'Example Hotline',
    });
    expect(report.incidents.map(({ platform }) => platform)).toEqual(['chat, Example Chat', 'web']);
    expect(report.drift).toEqual([]);
  });

  it('shows the analyst’s section of the Code beside the public’s own words', () => {
    expect(report.incidents.map(({ incidentType, offence }) => [incidentType, offence])).toEqual([
      ['somebody writes to my child', 'CC 172.1(1), Luring a child'],
      ['a page I found', 'CC 163.1(3)'],
    ]);
  });

  it('raises the alarm of an immediate priority only', () => {
    expect(report.senderAlarm).toBe('hotline priority immediate');
    expect(readDocument({ ...HOTLINE_SAMPLE, priority: 'standard' }).senderAlarm).toBeNull();
  });

  it('keeps a child’s words restricted and mines nothing from them', () => {
    const child = report.narratives.find((one) => one.restricted);
    expect(child).toMatchObject({ path: 'childVictims[0].narrative', body: 'neutral words' });
    expect(report.persons.map(({ role }) => role)).toEqual(['reported', 'victim', 'reporter']);
    const telling = { ...HOTLINE_SAMPLE, childVictims: [{ narrative: 'mine is z@mail.example' }] };
    expect(readDocument(telling).identifiers.map(({ value }) => value)).not.toContain('z@mail.example');
  });

  it('lets its caveats and handling code go with every fact, also those a person has', () => {
    const [suspect] = report.persons;
    expect(suspect?.identifiers[0]?.caveat).toBe('H1; Not for disclosure without the hotline');
    expect(report.identifiers.find(({ kind }) => kind === 'url')?.caveat).toContain('H1');
  });

  it('gives its addresses, their hosts, and what its free text names', () => {
    const values = report.identifiers.map(({ kind, value, provenance }) => `${kind} ${value} ${provenance}`);
    expect(values).toEqual(
      expect.arrayContaining([
        'url https://chat.example/room/1 volunteered',
        'ip 192.0.2.9 volunteered',
        'email a.b@mail.example mined-from-text',
        'screen-name @neutral_name mined-from-text',
        'ip 198.51.100.7 mined-from-text',
        'ip 2001:db8::7 mined-from-text',
      ]),
    );
  });

  it('names what departs from its schema and loses nothing for it', () => {
    const odd = readDocument({ ...HOTLINE_SAMPLE, reference: 7, priority: 3, receivedAt: '2026-11-20', surprise: 1 });
    expect(odd.externalId).toBe('7');
    expect(odd.drift.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'reference unreadable-value',
      'receivedAt unreadable-value',
      'priority unreadable-value',
      'surprise unknown-element',
      'receivedAt zone-unstated',
    ]);
  });

  it('has the schema that is committed, and the sample keeps to it', async () => {
    expect(hotlineSchema.safeParse(HOTLINE_SAMPLE).success).toBe(true);
    const text = `${JSON.stringify(hotlineJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../formats/hotline.schema.json');
  });
});
