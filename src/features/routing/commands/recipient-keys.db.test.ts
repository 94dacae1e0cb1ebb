import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { aStaffActor } from '#features/access/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { agencyByCode } from '../queries/agency-by-code.ts';
import { approveRecipientKey } from './approve-recipient-key.ts';
import { enterContact } from './enter-contact.ts';
import { loadDirectory } from './load-directory.ts';
import { proposeRecipientKey } from './propose-recipient-key.ts';
import { setChannel } from './set-channel.ts';

// Proved: a key encrypts only after a second person; contacts and channels are entered by those who may.
// Out of scope: the forms of keys (read-recipient-key.test.ts). Alone: npx vitest run --project database recipient-keys
const NOW = '2026-06-20T12:00:00.000Z' as Instant;
const clock: Clock = { now: () => NOW };
const liaison = aStaffActor({ staffId: 1 as StaffId, roles: ['liaison', 'administrator'] });
const administrator = aStaffActor({ staffId: 2 as StaffId, roles: ['administrator'] });
const MATERIAL = `age1${'q'.repeat(58)}`;
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await inTransaction(database.db, loadDirectory);
});
afterAll(() => database.drop());

const propose = (actor: Actor, code: string, material = MATERIAL) =>
  inTransaction(database.db, (tx) => proposeRecipientKey(tx, { clock }, actor, { code, material }));
const approve = (actor: Actor, keyId: number, fingerprint: string) =>
  inTransaction(database.db, (tx) => approveRecipientKey(tx, { clock }, actor, { keyId, fingerprint }));

describe("a recipient's key", () => {
  test('serves only after another person compared its fingerprint', async () => {
    const proposed = await propose(liaison, 'QC-SPL');
    if (!proposed.ok) throw new Error('The key was refused.');
    const { keyId, fingerprint } = proposed.value;
    expect((await agencyByCode(database.db, 'QC-SPL', NOW))?.keys).toEqual([]);
    expect(await approve(liaison, keyId, fingerprint)).toMatchObject({ refusal: { kind: 'same-person' } });
    expect(await approve(administrator, keyId, '00')).toMatchObject({ refusal: { kind: 'fingerprint-differs' } });
    expect(await approve(administrator, keyId, fingerprint)).toMatchObject({ ok: true });
    expect((await agencyByCode(database.db, 'QC-SPL', NOW))?.keys).toMatchObject([
      { keyId, form: 'age', material: MATERIAL },
    ]);
    expect(await approve(administrator, keyId, fingerprint)).toMatchObject({ refusal: { kind: 'already-approved' } });
  });

  test('proposed twice is one key', async () => {
    expect(await propose(liaison, 'ON-OPP')).toEqual(await propose(administrator, 'ON-OPP'));
  });

  test('of an unknown service, unreadable, or from somebody without the role is refused', async () => {
    expect(await propose(liaison, 'XX-NONE')).toMatchObject({ refusal: { kind: 'unknown-agency' } });
    expect(await propose(liaison, 'ON-OPP', 'hello')).toMatchObject({ refusal: { kind: 'unreadable-key' } });
    expect(await propose(aStaffActor({ roles: ['reviewer'] }), 'ON-OPP')).toMatchObject({
      refusal: { kind: 'not-permitted' },
    });
  });
});

describe('what an operator enters', () => {
  test('a channel is kept, and may be changed', async () => {
    for (const kind of ['spool', 'pickup'] as const) {
      await inTransaction(database.db, (tx) => setChannel(tx, { clock }, liaison, { code: 'BC-ICE', kind }));
    }
    expect((await agencyByCode(database.db, 'BC-ICE'))?.channel).toEqual({ kind: 'pickup' });
  });

  test('a verified contact is no longer to be confirmed', async () => {
    await inTransaction(database.db, (tx) =>
      enterContact(tx, { clock }, liaison, { code: 'FR', dutyLine: '+33 1 55 50 01 00' }),
    );
    expect(await agencyByCode(database.db, 'FR')).toMatchObject({
      dutyLine: '+33 1 55 50 01 00',
      confirmBeforeFirstUse: false,
      contactVerifiedOn: '2026-06-20',
      caution: 'human-rights-not-reviewed',
    });
  });
});
