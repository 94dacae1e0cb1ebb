import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** Somebody who signs in for a provider. */
export interface Colleague {
  readonly id: number;
  readonly name: string;
  /** Invites colleagues and ends their access. */
  readonly manages: boolean;
  readonly tiedAt: Instant;
  /** Their access was ended. */
  readonly disabled: boolean;
}

const COLLEAGUE = `tie.staff_id as id, person.name, tie.manages, tie.tied_at as "tiedAt",
  person.disabled_at is not null as disabled`;

/** Ties a person to a provider; somebody who changes employer is tied anew and manages nobody there. */
export async function upsertPerson(
  tx: Tx,
  tie: {
    readonly staffId: number;
    readonly providerId: number;
    readonly manages: boolean;
    readonly by: string;
    readonly at: Instant;
  },
): Promise<void> {
  await tx.query(
    `insert into intake_provider_person as tie (staff_id, provider_id, manages, tied_by, tied_at)
     values ($1, $2, $3, $4, $5)
     on conflict (staff_id) do update
     set provider_id = excluded.provider_id, tied_by = excluded.tied_by, tied_at = excluded.tied_at,
         manages = excluded.manages or (tie.manages and tie.provider_id = excluded.provider_id)`,
    [tie.staffId, tie.providerId, tie.manages, tie.by, tie.at],
  );
}

/** Whom a person signs in for, and whether as a manager; null for everybody else. */
export async function selectTie(
  q: Queryable,
  staffId: number,
): Promise<{ readonly providerId: number; readonly manages: boolean } | null> {
  const [row] = await q.query<{ providerId: number; manages: boolean }>(
    'select provider_id as "providerId", manages from intake_provider_person where staff_id = $1',
    [staffId],
  );
  return row ?? null;
}

/** Makes whoever changes who may sign in for a provider wait for whoever is at it; notices and drafts go on. */
export async function lockProvider(tx: Tx, providerId: number): Promise<void> {
  await tx.query('select from intake_provider where provider_id = $1 for no key update', [providerId]);
}

/** Everybody who signs in for one provider, by name. */
export function selectColleagues(q: Queryable, providerId: number): Promise<Colleague[]> {
  return q.query<Colleague>(
    `select ${COLLEAGUE}
     from intake_provider_person tie
     join access_staff person on person.staff_id = tie.staff_id
     where tie.provider_id = $1
     order by person.name`,
    [providerId],
  );
}

/** Everybody who signs in for a provider, by provider and name. */
export function selectPeople(q: Queryable): Promise<(Colleague & { readonly provider: string })[]> {
  return q.query(
    `select ${COLLEAGUE}, provider.name as provider
     from intake_provider_person tie
     join intake_provider provider using (provider_id)
     join access_staff person on person.staff_id = tie.staff_id
     order by provider.name, person.name`,
  );
}

/** Makes a person a manager of their provider, or takes it back; whether there was such a person. */
export async function updateManages(tx: Tx, staffId: number, manages: boolean): Promise<boolean> {
  const rows = await tx.query('update intake_provider_person set manages = $2 where staff_id = $1 returning staff_id', [
    staffId,
    manages,
  ]);
  return rows.length > 0;
}
