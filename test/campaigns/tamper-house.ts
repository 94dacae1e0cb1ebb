import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantOf, plusMs } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import { proposeAct } from '#features/access';
import { aStaffActor, signedInAs } from '#features/access/testing';
import {
  type AuditKeys,
  addCosignature,
  approveWitness,
  openAuditKeys,
  proposeWitness,
  record,
  sequenceEntries,
  sequenceNow,
} from '#features/audit';
import { openIncident } from '#features/incidents';
import { placeHold } from '#features/legal';
import { aSealedPackage, type Desk, openDesk } from '#features/packaging/testing';
import { connect, type Db } from '#platform/postgres/connect.ts';
import { inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { cosignatureLine } from '#platform/tlog/checkpoint.ts';
import { newSignerKey, verifierKeyText } from '#platform/tlog/signed-note.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** A small desk with everything in it that a change could touch: reports, evidence, packages, staff, heads, a witness. */
export interface TamperHouse {
  /** Of this installation: its sessions hold the token. */
  readonly db: Db;
  /** Of somebody with the database's password and nothing else. */
  readonly outside: Db;
  readonly keys: AuditKeys;
  readonly desk: Desk;
  readonly blobsDir: string;
  checkObject(q: Parameters<Desk['vault']['verifyObject']>[0], objectId: string): Promise<string | null>;
  close(): Promise<void>;
}

const PACKAGES = 3;
// Enough for one complete tile of 256 leaves and a part of the next.
const READS = 300;

/** Builds it by the same commands as any other desk. */
export async function openTamperHouse(): Promise<TamperHouse> {
  const database: TestDatabase = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'vigie-tamper-'));
  const keys = await openAuditKeys(join(home, 'keys'));
  const db = connect({ connectionString: database.connectionString, session: keys.session });
  const desk = await openDesk(db, home);
  await signedInAs(db, desk, { name: 'Reviewer', roles: ['reviewer'] });
  for (let made = 0; made < PACKAGES; made += 1) {
    await aSealedPackage(desk);
    await sequenceNow(db, { clock: desk.clock, audit: keys });
    desk.moveClock(60_000);
  }
  await inTransaction(db, (tx) => troubled(tx, desk));
  for (let made = 0; made < READS; made += 1) await inTransaction(db, (tx) => record(tx, aRead(made)));
  await witnessed({ db, keys, desk });
  await sequenceNow(db, { clock: desk.clock, audit: keys });
  // The next round remembers the head outside the database.
  await inTransaction(db, (tx) => sequenceEntries(tx, { clock: desk.clock, audit: keys }));
  return {
    db,
    outside: database.db,
    keys,
    desk,
    blobsDir: join(home, 'blobs'),
    checkObject: async (q, objectId) => {
      const found = await desk.vault.verifyObject(q, objectId as ObjectId);
      return found.ok ? null : found.fault;
    },
    close: async () => {
      await db.close();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A hold, an incident and an act that waits for its second person. */
async function troubled(tx: Tx, { clock }: Desk): Promise<void> {
  const supervisor = aStaffActor({ staffId: 1 as never, roles: ['supervisor'] });
  const [report] = await tx.query<{ target: string }>('select number as target from intake_report limit 1');
  const target = report?.target ?? '';
  const disposal = { targetId: async () => null };
  const hold = { scope: 'report', target, kind: 'court', reason: 'Order of the court.' } as const;
  await placeHold(tx, { clock, disposal }, supervisor, hold);
  const said = { kind: 'other', what: 'Something went wrong.', affected: null, happenedAt: null } as const;
  await openIncident(tx, { clock }, supervisor, said);
  const content = { reports: [target], count: 1 };
  await proposeAct(tx, { clock }, supervisor, { kind: 'expunge', target, content, reason: 'Over.' });
}

function aRead(made: number) {
  const actor = { kind: 'operator', osUser: `tester-${made % 3}` } as const;
  const purpose = made % 10 === 0 ? { purpose: `purpose ${made}` } : {};
  return { actor, act: 'read-report', objectKind: 'report', objectIds: [made], outcome: 'done', ...purpose } as const;
}

async function witnessed({ db, keys, desk }: { db: Db; keys: AuditKeys; desk: Desk }): Promise<void> {
  const witness = newSignerKey('witness.example/1', 'cosignature').key;
  const [first, second] = [1, 2].map((staffId) => aStaffActor({ staffId: staffId as never, roles: ['administrator'] }));
  if (!first || !second) return;
  const id = await inTransaction(db, (tx) => proposeWitness(tx, desk, first, verifierKeyText(witness)));
  if (!id.ok) throw new Error(id.refusal.kind);
  await inTransaction(db, (tx) => approveWitness(tx, desk, second, id.value));
  await sequenceNow(db, { clock: desk.clock, audit: keys });
  const [head] = await db.query<{ note: string }>('select note from audit_checkpoint order by tree_size desc limit 1');
  const line = cosignatureLine(
    head?.note ?? '',
    witness,
    Date.parse(plusMs(instantOf(new Date(desk.clock.now())), -1_000)) / 1_000,
  );
  const added = await inTransaction(db, (tx) => addCosignature(tx, { ...desk, audit: keys }, `${head?.note}${line}`));
  if (!added.ok) throw new Error(added.refusal.kind);
}
