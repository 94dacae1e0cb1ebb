import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role, StaffActor } from '#core/actor.ts';
import { approveAct } from '#features/access';
import { signedInAs } from '#features/access/testing';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { aSealedPackage, type Desk, giveKey, openDesk } from '../testing.ts';
import { proposeFirstUse } from './first-use.ts';
import { releasePackage } from './release-package.ts';

// Proved: nothing leaves for a contact abroad that two persons have neither confirmed nor approved for exactly these bytes.
// Out of scope: confirming the contact itself (routing, recipient-keys). Alone: npx vitest run --project database first-use
let database: TestDatabase;
let desk: Desk;
let officer: StaffActor;
let supervisor: StaffActor;
let reviewer: StaffActor;

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-desk-')));
  await giveKey(database.db, desk.clock, 'FR', await identityToRecipient(await generateX25519Identity()));
  // The desk's own investigator is person 1 and has a hand in every package: people with rows come after.
  const person = async (name: string, roles: readonly Role[]) =>
    (await signedInAs(database.db, desk, { name, roles })).actor;
  await person('investigator', ['package-investigator']);
  officer = await person('officer', ['transnational-officer']);
  supervisor = await person('supervisor', ['supervisor']);
  reviewer = await person('reviewer', ['reviewer']);
});
afterAll(async () => {
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

const release = (packageId: number, bagHash: string) =>
  inTransaction(database.db, (tx) => releasePackage(tx, desk, reviewer, { packageId, bagHash }));
const propose = (packageId: number) =>
  inTransaction(database.db, (tx) => proposeFirstUse(tx, desk, officer, { packageId, reason: 'Liaison called them.' }));
async function approve(proposalId: number, by = supervisor) {
  const [row] = await database.db.query<{ contentHash: string }>(
    'select content_hash as "contentHash" from access_proposal where proposal_id = $1',
    [proposalId],
  );
  const approval = { proposalId, contentHash: row?.contentHash ?? '' };
  return inTransaction(database.db, (tx) => approveAct(tx, desk, by, approval));
}

describe('a sealed package for a contact abroad that is not confirmed', () => {
  test('is not released until another person approved this first use, and then once', async () => {
    const { packageId, bagHash } = await aSealedPackage(desk, 'FR');
    expect(await release(packageId, bagHash)).toMatchObject({ refusal: { kind: 'contact-unconfirmed' } });
    const proposed = await propose(packageId);
    if (!proposed.ok) throw new Error(proposed.refusal.kind);
    expect(await release(packageId, bagHash)).toMatchObject({ refusal: { kind: 'contact-unconfirmed' } });
    expect(await approve(proposed.value.proposalId, officer)).toMatchObject({ refusal: { kind: 'same-person' } });
    expect(await approve(proposed.value.proposalId)).toMatchObject({ ok: true });
    const other = await aSealedPackage(desk, 'FR');
    expect(await release(other.packageId, other.bagHash)).toMatchObject({ refusal: { kind: 'contact-unconfirmed' } });
    expect(await release(packageId, '0'.repeat(64))).toMatchObject({ refusal: { kind: 'other-bag-hash' } });
    expect(await release(packageId, bagHash)).toMatchObject({ ok: true });
    const spent = await database.db.query("select 1 from access_proposal where ended_how = 'spent'");
    expect(spent).toHaveLength(1);
  });

  test('is released without more once two persons confirmed the contact', async () => {
    const { packageId, bagHash } = await aSealedPackage(desk, 'FR');
    await database.db.query("update routing_agency set confirm_before_first_use = false where code = 'FR'");
    expect(await propose(packageId)).toMatchObject({ refusal: { kind: 'contact-confirmed' } });
    expect(await release(packageId, bagHash)).toMatchObject({ ok: true });
  });
});
