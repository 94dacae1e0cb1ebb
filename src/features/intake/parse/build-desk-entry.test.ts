import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { buildDeskEntry, type DeskEntry } from './build-desk-entry.ts';
import { readDocument } from './read-document-for-test.ts';

const NOW = '2026-11-24T08:00:00.000Z' as Instant;
const entry = (fields: Partial<DeskEntry> = {}): DeskEntry => ({
  source: 'provider',
  sender: 'Example Social',
  contact: 'A. Agent, 613-555-0142',
  channel: 'voice',
  danger: 'unknown',
  words: 'The account wrote from someone@example.com at 203.0.113.7:443.',
  identifiers: '',
  when: '',
  where: '',
  noticeAt: null,
  reference: '',
  referral: null,
  ...fields,
});
const built = (fields: Partial<DeskEntry> = {}) => buildDeskEntry(entry(fields), NOW);

describe('what is told on the telephone', () => {
  it('is a report of its service, in its words, from the moment it is told', () => {
    expect(built()).toMatchObject({
      format: 'desk-entry',
      senderName: 'Example Social',
      reportedAt: { instant: NOW },
      senderAlarm: null,
      narratives: [{ path: 'words', restricted: false }],
    });
  });

  it('gives up its identifiers: mined ones are marked as mined, typed ones belong to the person reported', () => {
    const { identifiers, persons } = built({ identifiers: 'Example Chat: night.owl\nother@example.org' });
    expect(identifiers.map((one) => [one.kind, one.normal, one.provenance])).toEqual([
      ['email', 'someone@example.com', 'mined-from-text'],
      ['ip', '203.0.113.7', 'mined-from-text'],
    ]);
    expect(persons[0]?.identifiers).toMatchObject([
      { kind: 'screen-name', value: 'night.owl', service: 'Example Chat', provenance: 'reported-by-provider' },
      { kind: 'email', normal: 'other@example.org', provenance: 'reported-by-provider' },
    ]);
  });

  it('keeps who called apart from whom the call is about', () => {
    const caller = built({ contact: 'A. Agent, +1 613 555 0142' }).persons.find((one) => one.role === 'reporter');
    expect(caller?.other).toEqual({ contact: 'A. Agent, +1 613 555 0142' });
    expect(built({ contact: '' }).persons.map((one) => one.role)).toEqual(['reported']);
  });

  it('raises the alarm only when the caller says that a child is in danger now', () => {
    expect(built({ danger: 'yes' }).senderAlarm).toMatch(/^The account wrote/);
    expect(built({ danger: 'no' }).senderAlarm).toBeNull();
  });

  it('reads a place as a town and a province, and a time only where its zone is told', () => {
    const told = built({ when: '2026-11-23 21:00 -05:00', where: 'Ottawa, ON' });
    expect(told.persons[0]?.estimatedLocation).toMatchObject({ city: 'Ottawa', region: 'ON', country: 'CA' });
    expect(told.incidents[0]).toMatchObject({
      occurred: { instant: '2026-11-24T02:00:00.000Z' },
      occurredDescription: '2026-11-23 21:00 -05:00 · Ottawa, ON',
    });
    expect(built({ when: 'yesterday evening' }).incidents[0]?.occurred).toMatchObject({ instant: null });
  });
});

describe('a referral form', () => {
  const referral = {
    fileNumber: '2026-1234',
    officer: 'Cst. Example',
    unit: 'Example Police, ICE',
    requestType: 'identification',
    caveats: 'third-party rule',
    handlingCode: '',
  };

  it('is a referral under its file number, with its conditions, from the first notice on', () => {
    const noticeAt = '2026-11-20T12:00:00.000Z' as Instant;
    expect(built({ source: 'police-ca', referral, noticeAt })).toMatchObject({
      format: 'referral',
      externalId: '2026-1234',
      reportedAt: { instant: noticeAt },
      lawEnforcement: { caseNumber: '2026-1234', officer: 'Cst. Example', firstNoticeAt: noticeAt },
    });
  });

  it('says nothing of what the form leaves empty, least of all a first notice', () => {
    const { lawEnforcement } = built({ source: 'police-ca', referral });
    expect(lawEnforcement).not.toHaveProperty('handlingCode');
    expect(lawEnforcement).not.toHaveProperty('firstNoticeAt');
  });

  it('says the same as the document in which a service would have sent it', () => {
    const noticeAt = '2026-11-20T12:00:00.000Z' as Instant;
    const typed = built({
      source: 'police-ca',
      referral: { ...referral, handlingCode: 'H2' },
      noticeAt,
      identifiers: '',
    });
    const sent = readDocument({
      format: 'vigie-police-referral',
      version: '1.0',
      from: { agency: typed.senderName, unit: referral.unit, officer: { name: referral.officer } },
      fileNumber: referral.fileNumber,
      request: { type: referral.requestType, text: typed.narratives[0]?.body },
      handlingCode: 'H2',
      caveats: [referral.caveats],
      firstNoticeAt: noticeAt,
    });
    const { format, externalId, senderName, reportedAt, lawEnforcement } = typed;
    expect(sent).toMatchObject({ format, externalId, senderName, reportedAt, lawEnforcement });
    expect(sent.lawEnforcement).toEqual(lawEnforcement);
  });

  it('binds what was typed by its handling code and caveats', () => {
    const bound = built({ referral: { ...referral, handlingCode: 'H2' }, identifiers: 'Example Service: acct-1' });
    expect(bound.persons[0]?.identifiers).toMatchObject([{ caveat: 'H2; third-party rule' }]);
    expect(built({ identifiers: 'Example Service: acct-1' }).persons[0]?.identifiers).toMatchObject([{ caveat: null }]);
  });
});
