import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export interface PasskeyRow {
  readonly passkeyId: number;
  readonly staffId: StaffId;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly rpId: string;
  readonly name: string;
  readonly backedUp: boolean;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
}

const PASSKEY = `passkey_id as "passkeyId", staff_id as "staffId", credential_id as "credentialId", public_key as "publicKey",
  counter, transports, rp_id as "rpId", name, backed_up as "backedUp", created_at as "createdAt",
  last_used_at as "lastUsedAt"`;

/** Live passkeys of these people, oldest first. */
export async function findPasskeys(q: Queryable, staffIds: readonly number[]): Promise<PasskeyRow[]> {
  return q.query<PasskeyRow>(
    `select ${PASSKEY} from access_passkey
     where staff_id = any($1::bigint[]) and removed_at is null
     order by passkey_id`,
    [staffIds],
  );
}

/** The live passkey of this id; locked, so that its counter moves once per proof. */
export async function lockPasskey(tx: Tx, credentialId: string): Promise<PasskeyRow | null> {
  const [row] = await tx.query<PasskeyRow>(
    `select ${PASSKEY} from access_passkey where credential_id = $1 and removed_at is null for update`,
    [credentialId],
  );
  return row ?? null;
}

export interface NewPasskey {
  readonly staffId: StaffId;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly rpId: string;
  readonly aaguid: string;
  readonly backedUp: boolean;
  readonly name: string;
}

/** The new row's id; null when this key is known already, of whomever. */
export async function insertPasskey(tx: Tx, key: NewPasskey, at: Instant): Promise<number | null> {
  const [row] = await tx.query<{ id: number }>(
    `insert into access_passkey
       (staff_id, credential_id, public_key, counter, transports, rp_id, aaguid, backed_up, name, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (credential_id) do nothing
     returning passkey_id as "id"`,
    [
      key.staffId,
      key.credentialId,
      key.publicKey,
      key.counter,
      key.transports,
      key.rpId,
      key.aaguid,
      key.backedUp,
      key.name,
      at,
    ],
  );
  return row?.id ?? null;
}

export async function notePasskeyUse(tx: Tx, passkeyId: number, counter: number, at: Instant): Promise<void> {
  await tx.query('update access_passkey set counter = $2, last_used_at = $3 where passkey_id = $1', [
    passkeyId,
    counter,
    at,
  ]);
}

/** Whether the person had that key. */
export async function renamePasskey(tx: Tx, staffId: StaffId, passkeyId: number, name: string): Promise<boolean> {
  const rows = await tx.query(
    `update access_passkey set name = $3
     where passkey_id = $2 and staff_id = $1 and removed_at is null
     returning passkey_id`,
    [staffId, passkeyId, name],
  );
  return rows.length > 0;
}

/** Whether the person had that key. */
export async function removePasskey(tx: Tx, staffId: StaffId, passkeyId: number, at: Instant): Promise<boolean> {
  const rows = await tx.query(
    `update access_passkey set removed_at = $3
     where passkey_id = $2 and staff_id = $1 and removed_at is null
     returning passkey_id`,
    [staffId, passkeyId, at],
  );
  return rows.length > 0;
}

export interface CodeSecretRow {
  readonly sealedSecret: Buffer;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly lastStep: number;
}

/** The person's code secret, locked: of two who send one code at once, one is taken. */
export async function lockCodeSecret(tx: Tx, staffId: StaffId | null): Promise<CodeSecretRow | null> {
  const [row] = await tx.query<CodeSecretRow>(
    `select sealed_secret as "sealedSecret", passphrase_salt as salt, passphrase_hash as hash, last_step as "lastStep"
     from access_code_secret where staff_id = $1 for update`,
    [staffId],
  );
  return row ?? null;
}

export async function upsertCodeSecret(tx: Tx, staffId: StaffId, row: CodeSecretRow, at: Instant): Promise<void> {
  await tx.query(
    `insert into access_code_secret
       (staff_id, sealed_secret, passphrase_salt, passphrase_hash, last_step, created_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (staff_id) do update
     set sealed_secret = excluded.sealed_secret, passphrase_salt = excluded.passphrase_salt,
         passphrase_hash = excluded.passphrase_hash, last_step = excluded.last_step,
         created_at = excluded.created_at, last_used_at = null`,
    [staffId, row.sealedSecret, row.salt, row.hash, row.lastStep, at],
  );
}

export async function noteCodeUse(tx: Tx, staffId: StaffId, step: number, at: Instant): Promise<void> {
  await tx.query('update access_code_secret set last_step = $2, last_used_at = $3 where staff_id = $1', [
    staffId,
    step,
    at,
  ]);
}

export async function deleteCodeSecret(tx: Tx, staffId: StaffId): Promise<boolean> {
  const rows = await tx.query('delete from access_code_secret where staff_id = $1 returning staff_id', [staffId]);
  return rows.length > 0;
}

/** Takes every way of proving oneself from a person: keys, codes, work accounts, links. */
export async function removeAllKeys(tx: Tx, staffId: StaffId, at: Instant): Promise<void> {
  await tx.query(
    `with codes as (delete from access_code_secret where staff_id = $1),
          accounts as (update access_work_account set staff_id = null, linked_at = null where staff_id = $1),
          devices as (delete from access_device where staff_id = $1),
          links as (update access_sign_in_link set expires_at = $2 where staff_id = $1 and expires_at > $2)
     update access_passkey set removed_at = $2 where staff_id = $1 and removed_at is null`,
    [staffId, at],
  );
}

export interface KeyState {
  readonly staffId: StaffId;
  readonly passkeys: number;
  readonly hasCodes: boolean;
  readonly codesUsedAt: Instant | null;
  readonly workAccounts: number;
}

/** What these people have to prove themselves with. */
export async function findKeyStates(q: Queryable, staffIds: readonly number[]): Promise<KeyState[]> {
  return q.query<KeyState>(
    `select staff_id as "staffId",
            (select count(*) from access_passkey key where key.staff_id = person.staff_id and removed_at is null)
              as passkeys,
            code.staff_id is not null as "hasCodes", code.last_used_at as "codesUsedAt",
            (select count(*) from access_work_account account where account.staff_id = person.staff_id)
              as "workAccounts"
     from access_staff person
     left join access_code_secret code using (staff_id)
     where staff_id = any($1::bigint[])
     order by staff_id`,
    [staffIds],
  );
}
