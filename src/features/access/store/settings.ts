import type { Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

export interface WorkServiceRow {
  readonly workServiceId: number;
  /** Null: switched off. */
  readonly issuer: string | null;
  readonly clientId: string | null;
  readonly sealedSecret: Buffer | null;
  readonly acrValues: readonly string[];
  readonly amrRequired: readonly string[];
  readonly fromInstant: Instant;
}

const WORK_SERVICE = `work_service_id as "workServiceId", issuer, client_id as "clientId", sealed_secret as "sealedSecret",
  acr_values as "acrValues", amr_required as "amrRequired", from_instant as "fromInstant"`;

/** The row in force at this instant; null when none ever was. */
export async function findWorkService(q: Queryable, at: Instant): Promise<WorkServiceRow | null> {
  const [row] = await q.query<WorkServiceRow>(
    `select ${WORK_SERVICE} from access_work_service
     where from_instant <= $1
     order by from_instant desc, work_service_id desc
     limit 1`,
    [at],
  );
  return row ?? null;
}

export async function findWorkServiceById(q: Queryable, id: number): Promise<WorkServiceRow | null> {
  const [row] = await q.query<WorkServiceRow>(
    `select ${WORK_SERVICE} from access_work_service where work_service_id = $1`,
    [id],
  );
  return row ?? null;
}

export async function insertWorkService(
  tx: Tx,
  row: Omit<WorkServiceRow, 'workServiceId'>,
  by: StaffId,
): Promise<number> {
  const [made] = await tx.query<{ id: number }>(
    `insert into access_work_service
       (issuer, client_id, sealed_secret, acr_values, amr_required, from_instant, entered_by)
     values ($1, $2, $3, $4, $5, $6, $7)
     returning work_service_id as "id"`,
    [row.issuer, row.clientId, row.sealedSecret, row.acrValues, row.amrRequired, row.fromInstant, by],
  );
  if (!made) throw new Error('A work service was inserted without an id.');
  return made.id;
}

export interface PublicAddressRow {
  readonly origin: string | null;
  readonly rpId: string | null;
  readonly certificateHeader: string | null;
  readonly fromInstant: Instant;
}

/** The public address in force at this instant; null when none ever was. */
export async function findPublicAddress(q: Queryable, at: Instant): Promise<PublicAddressRow | null> {
  const [row] = await q.query<PublicAddressRow>(
    `select origin, rp_id as "rpId", certificate_header as "certificateHeader", from_instant as "fromInstant"
     from access_public_address
     where from_instant <= $1
     order by from_instant desc, public_address_id desc
     limit 1`,
    [at],
  );
  return row ?? null;
}

export async function insertPublicAddress(tx: Tx, row: PublicAddressRow, by: StaffId): Promise<void> {
  await tx.query(
    `insert into access_public_address (origin, rp_id, certificate_header, from_instant, entered_by)
     values ($1, $2, $3, $4, $5)`,
    [row.origin, row.rpId, row.certificateHeader, row.fromInstant, by],
  );
}

/** Whether anything stands sealed, so that losing the key would lose it. */
export async function hasSealedSecrets(q: Queryable): Promise<boolean> {
  const [row] = await q.query<{ sealed: boolean }>(
    `select exists (select from access_code_secret)
         or exists (select from access_work_service where sealed_secret is not null) as sealed`,
  );
  return row?.sealed ?? false;
}

export interface SignInState {
  readonly enrolledAdministrators: number;
  readonly demoPeopleWithoutKey: number;
  readonly workServiceOn: boolean;
}

/** What the doctor wants to know of sign-in. */
export async function findSignInState(q: Queryable): Promise<SignInState> {
  const [row] = await q.query<SignInState>(
    `with enrolled as (
       select staff_id from access_passkey where removed_at is null
       union select staff_id from access_code_secret
       union select staff_id from access_work_account where staff_id is not null
     )
     select (select count(*) from access_staff person
             where 'administrator' = any(roles) and disabled_at is null
               and exists (select from enrolled where enrolled.staff_id = person.staff_id))
              as "enrolledAdministrators",
            (select count(*) from access_staff person
             where demo and disabled_at is null
               and not exists (select from enrolled where enrolled.staff_id = person.staff_id))
              as "demoPeopleWithoutKey",
            coalesce((select issuer is not null from access_work_service
                      order by from_instant desc, work_service_id desc limit 1), false) as "workServiceOn"`,
  );
  if (!row) throw new Error('The state of sign-in could not be counted.');
  return row;
}
