import { expect, test } from 'vitest';
import { completenessOf } from './notice.ts';
import { isAfter, noticeFrom } from './notice-answers.ts';

// Proved here: what is typed becomes a notice, and nothing that was not typed does.
// Alone: npx vitest run --project unit src/features/intake/domain/notice-answers.test.ts

test('an empty form is a notice of which nothing is given', () => {
  const { percent, items } = completenessOf(noticeFrom({}, 'A-1'));
  expect(percent).toBe(0);
  expect(items.filter(({ given }) => given)).toEqual([]);
});

test('every field of the pages arrives where the notice has it', () => {
  const notice = noticeFrom(
    {
      offence: 'CC 163.1(3)',
      description: ' neutral ',
      format: 'other',
      otherFormat: 'archive',
      count: '3',
      manifest: 'no',
      circumstances: 'filter',
      discoveredOn: '2026-02-03',
      discoveredTime: '04:05',
      discoveredZone: 'America/Toronto',
      holdsOther: 'no',
      contactName: 'Desk',
      contactEmail: 'desk@example.ca',
      ip: '192.0.2.7',
      port: '443',
      connectedOn: '2026-02-03',
      connectedTime: '04:04:01',
      connectedZone: 'UTC',
      connectionKind: 'Upload',
      accountId: 'u-17',
      emails: 'a@example.ca\n\nb@example.ca',
      deviceId: 'd-1',
      hashes: 'd41d8cd98f00b204e9800998ecf8427e',
      viewed: 'yes',
      subscriberCity: 'Laval',
    },
    'A-2',
  );
  expect(notice).toMatchObject({
    reference: 'A-2',
    offence: { code: 'CC 163.1(3)' },
    material: { description: 'neutral', format: 'archive', count: 3, manifest: false },
    discovery: { at: '2026-02-03T04:05:00', zone: 'America/Toronto', circumstances: 'filter' },
    otherEvidence: [],
    contact: { name: 'Desk', email: 'desk@example.ca' },
    transmissionData: [{ ip: '192.0.2.7', port: 443, at: '2026-02-03T04:04:01', zone: 'UTC', kind: 'Upload' }],
    accounts: [{ id: 'u-17' }],
    emails: ['a@example.ca', 'b@example.ca'],
    devices: [{ id: 'd-1' }],
    files: [{ hashes: [{ type: 'MD5', value: 'd41d8cd98f00b204e9800998ecf8427e' }], viewedByEsp: true }],
    subscriber: { city: 'Laval' },
  });
  expect(completenessOf(notice).percent).toBe(100);
});

test('a day without a zone is read as early as it can be', () => {
  const now = Date.parse('2026-11-24T15:00:00Z');
  expect(isAfter('2026-11-25', '04:00', '', now)).toBe(false);
  expect(isAfter('2026-11-25', '06:00', '', now)).toBe(true);
  expect(isAfter('2026-11-24', '11:31', 'America/St_Johns', now)).toBe(true);
});
