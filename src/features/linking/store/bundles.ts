import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Bundle, BundleCounts, BundleMember } from '../types.ts';

const BUNDLE = `bundle_id as "bundleId", number, kind, rules, sender, incident_type as "incidentType", state, round,
  formed_at as "formedAt", closed_at as "closedAt", settles_at as "settlesAt"`;

/** What a bundle is born with. */
export interface NewBundle {
  readonly fingerprint: string;
  readonly kind: string;
  readonly sender: string;
  readonly incidentType: string | null;
}

/** Opens a bundle for each fingerprint, unless one is open (that one is given back) or a decision on one may still be taken back. */
export function openBundles(
  tx: Tx,
  bundles: readonly NewBundle[],
  rules: string,
  now: Instant,
): Promise<{ bundleId: number; fingerprint: string; round: number }[]> {
  return tx.query(
    `insert into linking_bundle (bundle_id, number, fingerprint, kind, rules, sender, incident_type, state, formed_at)
     overriding system value
     select made.id, format('VB-%s-%s', to_char($6::timestamptz at time zone 'UTC', 'YYYY'), made.id), fingerprint, kind, $5, sender,
            incident_type, 'open', $6
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as given (fingerprint, kind, sender, incident_type)
     cross join lateral (
       select nextval(pg_get_serial_sequence('linking_bundle', 'bundle_id')) + 0 * given.fingerprint as id) as made
     where not exists (
       select from linking_bundle recent where recent.fingerprint = given.fingerprint and recent.settles_at > $6)
     order by fingerprint
     on conflict (fingerprint) where state = 'open' do update set rules = linking_bundle.rules
     returning bundle_id as "bundleId", fingerprint::text as fingerprint, round`,
    [
      bundles.map((bundle) => bundle.fingerprint),
      bundles.map((bundle) => bundle.kind),
      bundles.map((bundle) => bundle.sender),
      bundles.map((bundle) => bundle.incidentType),
      rules,
      now,
    ],
  );
}

/** Members that waited, and those that stand apart under the same fingerprint, are of the bundle from now on. */
export async function joinBundles(
  tx: Tx,
  joins: readonly { readonly reportId: number; readonly bundleId: number; readonly fingerprint: string }[],
): Promise<void> {
  await tx.query(
    `update linking_bundle_member member set bundle_id = given.bundle_id, round = whole.round
     from unnest($1::bigint[], $2::bigint[]) as given (report_id, bundle_id)
     join linking_bundle whole using (bundle_id)
     where member.report_id = given.report_id and member.standing = 'together' and member.bundle_id is null`,
    [joins.map((join) => join.reportId), joins.map((join) => join.bundleId)],
  );
  const bundleOf = new Map(joins.map((join) => [join.fingerprint, join.bundleId]));
  await tx.query(
    `update linking_bundle_member member set bundle_id = given.bundle_id
     from unnest($1::bigint[], $2::bigint[]) as given (fingerprint, bundle_id)
     where member.fingerprint = given.fingerprint and member.bundle_id is null and member.standing = 'apart'`,
    [[...bundleOf.keys()], [...bundleOf.values()]],
  );
}

/** Bundles by id; those no member of which may be seen are absent. */
export function findBundles(q: Queryable, bundleIds: readonly number[]): Promise<Bundle[]> {
  return q.query<Bundle>(`select ${BUNDLE} from linking_bundle where bundle_id = any ($1::bigint[])`, [bundleIds]);
}

export async function findBundleByNumber(q: Queryable, number: string): Promise<Bundle | null> {
  const [bundle] = await q.query<Bundle>(`select ${BUNDLE} from linking_bundle where number = $1`, [number]);
  return bundle ?? null;
}

/** Holds a bundle until the end of the transaction: sets that add to it wait, and those that were adding have finished. */
export async function lockBundle(tx: Tx, bundleId: number): Promise<Bundle | null> {
  const [bundle] = await tx.query<Bundle>(`select ${BUNDLE} from linking_bundle where bundle_id = $1 for update`, [
    bundleId,
  ]);
  return bundle ?? null;
}

/** One more sample was opened: whoever joins from now on is of the next round. Gives back the round that was seen. */
export async function endRound(tx: Tx, bundleId: number): Promise<number> {
  const [row] = await tx.query<{ round: number }>(
    'update linking_bundle set round = round + 1 where bundle_id = $1 returning round - 1 as round',
    [bundleId],
  );
  return row?.round ?? 0;
}

/** Members that stand together, in the order of their numbers, locked. */
export async function lockTogether(
  tx: Tx,
  bundleId: number,
): Promise<{ readonly reportId: number; readonly round: number }[]> {
  return tx.query(
    `select report_id as "reportId", round from linking_bundle_member
     where bundle_id = $1 and standing = 'together'
     order by report_id
     for update`,
    [bundleId],
  );
}

// A set that was on its way while another opened the bundle could not see it: its apart ones bear the fingerprint alone.
const OF_BUNDLE = `(bundle_id = $1 or (bundle_id is null and standing = 'apart' and fingerprint = (
  select fingerprint from linking_bundle where bundle_id = $1 and state = 'open')))`;

/** Members of a bundle by standing; `limit` for those only looked at. */
export function findMembersOf(
  q: Queryable,
  bundleId: number,
  standing: BundleMember['standing'],
  limit: number | null = null,
): Promise<BundleMember[]> {
  return q.query<BundleMember>(
    `select report_id as "reportId", bundle_id as "bundleId", standing, reasons, words, round, since
     from linking_bundle_member
     where ${OF_BUNDLE} and standing = $2
     order by report_id
     limit $3`,
    [bundleId, standing, limit],
  );
}

/** What linking knows of these reports and bundles; reports that resemble nothing are absent. */
export function findMemberships(q: Queryable, reportIds: readonly number[]): Promise<BundleMember[]> {
  return q.query<BundleMember>(
    `select report_id as "reportId", bundle_id as "bundleId", standing, reasons, words, round, since
     from linking_bundle_member
     where report_id = any ($1::bigint[])`,
    [reportIds],
  );
}

/** How many of each bundle may be decided together, and how many stand apart; as far as the reader may see them. */
export function countMembers(q: Queryable, bundleIds: readonly number[]): Promise<BundleCounts[]> {
  return q.query<BundleCounts>(
    `select whole.bundle_id as "bundleId", own.together, own.apart + late.apart as apart
     from linking_bundle whole
     cross join lateral (
       select count(*) filter (where standing = 'together') as together, count(*) filter (where standing = 'apart') as apart
       from linking_bundle_member where bundle_id = whole.bundle_id) as own
     cross join lateral (
       select count(*) as apart from linking_bundle_member
       where bundle_id is null and standing = 'apart' and fingerprint = whole.fingerprint and whole.state = 'open') as late
     where whole.bundle_id = any ($1::bigint[])`,
    [bundleIds],
  );
}

/** Closes a bundle, or opens it again. */
export async function setBundleState(
  tx: Tx,
  bundleId: number,
  to: { readonly state: Bundle['state']; readonly closedAt: Instant | null; readonly settlesAt: Instant | null },
): Promise<void> {
  await tx.query('update linking_bundle set state = $2, closed_at = $3, settles_at = $4 where bundle_id = $1', [
    bundleId,
    to.state,
    to.closedAt,
    to.settlesAt,
  ]);
}

/** Counts members with their decided bundle for good; not so any more when the decision is taken back. */
export async function countWithBundle(tx: Tx, reportIds: readonly number[], counted: boolean): Promise<void> {
  await tx.query('update linking_bundle_member set counted = $2 where report_id = any ($1::bigint[])', [
    reportIds,
    counted,
  ]);
}

/** Lets members go that came after what was seen: each waits alone, and may find others again. */
export async function releaseMembers(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await tx.query(
    `update linking_bundle_member set bundle_id = null where report_id = any ($1::bigint[]) and standing = 'together'`,
    [reportIds],
  );
}

/** Whether another bundle of the same fingerprint has been opened since. */
export async function hasSuccessor(tx: Tx, bundleId: number): Promise<boolean> {
  const rows = await tx.query(
    `select from linking_bundle later
     join linking_bundle this on this.bundle_id = $1 and this.fingerprint = later.fingerprint
     where later.state = 'open' and later.bundle_id <> $1`,
    [bundleId],
  );
  return rows.length > 0;
}

/** For reports outside an open bundle: the last bundle of the same fingerprint that was decided. */
export function findDecidedLike(
  q: Queryable,
  reportIds: readonly number[],
): Promise<{ reportId: number; bundleId: number; number: string }[]> {
  return q.query(
    `select member.report_id as "reportId", earlier.bundle_id as "bundleId", earlier.number
     from linking_bundle_member member
     cross join lateral (
       select bundle_id, number from linking_bundle
       where fingerprint = member.fingerprint and state = 'decided' and bundle_id is distinct from member.bundle_id
       order by bundle_id desc
       limit 1) as earlier
     where member.report_id = any ($1::bigint[])`,
    [reportIds],
  );
}
