import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A provider as receipts and lists name it. */
export interface Provider {
  readonly providerId: number;
  /** The unique identifier of SOR 3(a). */
  readonly code: string;
  readonly name: string;
  readonly nameFr: string | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
  readonly since: Instant;
}

const PROVIDER = `provider.provider_id as "providerId", provider.code, provider.name, provider.name_fr as "nameFr",
  provider.contact_name as "contactName", provider.contact_email as "contactEmail",
  provider.contact_phone as "contactPhone", provider.since`;

/** Providers by the folded names they are called by. */
export async function selectByNames(q: Queryable, folded: readonly string[]): Promise<ReadonlyMap<string, Provider>> {
  const rows = await q.query<Provider & { folded: string }>(
    `select called.folded, ${PROVIDER}
     from intake_provider_name called
     join intake_provider provider on provider.provider_id = called.provider_id
     where called.folded = any($1::text[])`,
    [folded],
  );
  return new Map(rows.map(({ folded: name, ...provider }) => [name, provider]));
}

/** Gives an identity to names nobody bears yet. Whoever meets the same name at the same moment fails on its key and looks again. */
export async function insertProviders(
  tx: Tx,
  names: readonly { readonly folded: string; readonly name: string }[],
  since: Instant,
): Promise<void> {
  await tx.query(
    `with given as (
       select wanted.folded, wanted.name, nextval('intake_provider_provider_id_seq') as provider_id
       from unnest($1::text[], $2::text[]) as wanted(folded, name)
     ), made as (
       insert into intake_provider (provider_id, code, name, since)
       overriding system value
       select provider_id, 'P-' || lpad(provider_id::text, 6, '0'), name, $3 from given
       returning provider_id
     )
     insert into intake_provider_name (folded, provider_id, name)
     select given.folded, made.provider_id, given.name
     from given
     join made on made.provider_id = given.provider_id`,
    [names.map((one) => one.folded), names.map((one) => one.name), since],
  );
}

export async function selectByCode(q: Queryable, code: string): Promise<Provider | null> {
  const [row] = await q.query<Provider>(`select ${PROVIDER} from intake_provider provider where provider.code = $1`, [
    code,
  ]);
  return row ?? null;
}

/** The provider a signed-in person acts for. */
export async function selectByPerson(q: Queryable, staffId: number): Promise<Provider | null> {
  const [row] = await q.query<Provider>(
    `select ${PROVIDER}
     from intake_provider_person person
     join intake_provider provider on provider.provider_id = person.provider_id
     where person.staff_id = $1`,
    [staffId],
  );
  return row ?? null;
}

/** All providers by name; there are few thousand at most, and a page is asked for. */
export function selectProviders(
  q: Queryable,
  page: { readonly limit: number; readonly after: string | null },
): Promise<Provider[]> {
  return q.query<Provider>(
    `select ${PROVIDER}
     from intake_provider provider
     where $2::text is null or provider.code > $2
     order by provider.code
     limit $1`,
    [page.limit, page.after],
  );
}

export interface ProviderChange {
  readonly name: string;
  readonly nameFr: string | null;
  readonly contactName: string | null;
  readonly contactEmail: string | null;
  readonly contactPhone: string | null;
}

export async function updateProvider(tx: Tx, providerId: number, change: ProviderChange): Promise<void> {
  await tx.query(
    `update intake_provider
     set name = $2, name_fr = $3, contact_name = $4, contact_email = $5, contact_phone = $6
     where provider_id = $1`,
    [providerId, change.name, change.nameFr, change.contactName, change.contactEmail, change.contactPhone],
  );
}

/** Which of these names belong to another provider. */
export async function selectTakenNames(
  q: Queryable,
  providerId: number,
  folded: readonly string[],
): Promise<readonly string[]> {
  const rows = await q.query<{ name: string }>(
    'select name from intake_provider_name where folded = any($2::text[]) and provider_id <> $1 order by name',
    [providerId, folded],
  );
  return rows.map((row) => row.name);
}

/** Adds names a provider is called by. */
export async function addNames(
  tx: Tx,
  providerId: number,
  names: readonly { readonly folded: string; readonly name: string }[],
): Promise<void> {
  await tx.query(
    `insert into intake_provider_name (folded, provider_id, name)
     select folded, $1, name from unnest($2::text[], $3::text[]) as wanted(folded, name)
     on conflict (folded) do nothing`,
    [providerId, names.map((one) => one.folded), names.map((one) => one.name)],
  );
}
