import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { approveAct } from '#features/access';
import { aStaffActor, signedInAs } from '#features/access/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { agencyByCode } from '../queries/agency-by-code.ts';
import { approveRecipientKey } from './approve-recipient-key.ts';
import { enterContact, proposeContact } from './enter-contact.ts';
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

  test('a contact at home is confirmed by one person', async () => {
    const contact = { code: 'QC-SPL', dutyLine: '+1 450 555 0100' };
    expect(await inTransaction(database.db, (tx) => enterContact(tx, { clock }, liaison, contact))).toMatchObject({
      ok: true,
    });
  });

  test('a contact abroad is confirmed, and changed, by two persons only', async () => {
    const person = async (name: string) =>
      (await signedInAs(database.db, { clock }, { name, roles: ['liaison', 'supervisor'] })).actor;
    const [first, second] = [await person('first'), await person('second')];
    const contact = { code: 'FR', dutyLine: '+33 1 55 50 01 00' };
    const enter = (change = contact) => inTransaction(database.db, (tx) => enterContact(tx, { clock }, first, change));
    expect(await enter()).toMatchObject({ refusal: { kind: 'second-person-missing' } });
    expect(await agencyByCode(database.db, 'FR')).toMatchObject({ confirmBeforeFirstUse: true });
    const proposed = await inTransaction(database.db, (tx) =>
      proposeContact(tx, { clock }, first, { ...contact, reason: 'Called back.' }),
    );
    if (!proposed.ok) throw new Error(proposed.refusal.kind);
    const { proposalId } = proposed.value;
    const [row] = await database.db.query<{ hash: string }>(
      'select content_hash as hash from access_proposal where proposal_id = $1',
      [proposalId],
    );
    const approval = { proposalId, contentHash: row?.hash ?? '' };
    const approve = (by: typeof first) => inTransaction(database.db, (tx) => approveAct(tx, { clock }, by, approval));
    expect(await approve(first)).toMatchObject({ refusal: { kind: 'same-person' } });
    expect(await approve(second)).toMatchObject({ ok: true });
    expect(await enter({ ...contact, dutyLine: '+33 1 00 00 00 00' })).toMatchObject({ ok: false });
    expect(await enter()).toMatchObject({ ok: true });
    expect(await agencyByCode(database.db, 'FR')).toMatchObject({
      dutyLine: '+33 1 55 50 01 00',
      confirmBeforeFirstUse: false,
      contactVerifiedOn: '2026-06-20',
      caution: 'human-rights-not-reviewed',
    });
    expect(await enter({ ...contact, dutyLine: '+33 1 00 00 00 00' })).toMatchObject({ ok: false });
  });
});
