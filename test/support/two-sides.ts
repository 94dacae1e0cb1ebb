import { aSubmittedIdentifier, aSubmittedPerson } from '#features/intake/testing';
import type { ReportHead } from '#features/intake/types';
import { startClocks } from '#features/legal';
import { linkReports } from '#features/linking';
import { matchMedia } from '#features/media';
import { aReleasedPackage, aReportToPackage, type Desk, openDesk } from '#features/packaging/testing';
import { openInQueue, triageReports } from '#features/triage';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';

/** Everything one side of a wall holds: open reports that belong together, and a package that went out. */
export interface Side {
  readonly reportId: number;
  readonly report: string;
  readonly subject: string;
  readonly narrative: number;
  readonly edge: number;
  readonly bundle: string;
  readonly packageId: number;
  readonly package: string;
  readonly delivery: number;
  readonly draft: number;
  readonly call: number;
  /** All reports of the side, those of the package too. */
  readonly reportIds: readonly number[];
}

/** Two sides alike, on real rows of every slice; what keeps them apart is for the test to say. */
export async function twoSides(db: Db, home: string): Promise<{ readonly own: Side; readonly other: Side }> {
  const desk = await openDesk(db, home);
  return { own: await aSide(desk, 'own'), other: await aSide(desk, 'other') };
}

async function aSide(desk: Desk, name: string): Promise<Side> {
  const open = [await anOpenReport(desk, name), await anOpenReport(desk, name)];
  const [first] = open;
  if (first === undefined) throw new Error('No report was received.');
  const ids = open.map(({ reportId }) => reportId);
  await inTransaction(desk.db, (tx) => workUp(tx, desk, ids));
  const { packageId, bagHash } = await aReleasedPackage(desk);
  const rows = await desk.db.query<Omit<Side, 'reportIds'>>(
    `with sent as (
       insert into dispatch_delivery (package_id, agency_code, channel, state, bag_hash, files, created_at)
       values ($2, 'QC-SPL', 'spool', 'delivered', $3, '[]', now())
       returning delivery_id, package_id
     ), receipt as (
       insert into dispatch_receipt (delivery_id, bag_hash, acknowledged_by, at)
       select delivery_id, $3, 'desk', now() from sent
     ), outcome as (
       insert into dispatch_outcome (package_id, outcome, by, at) values ($2, 'still-investigating', 'desk', now())
     ), verdict as (
       insert into linking_verdict (edge_id, verdict, by, at, moved)
       select edge_id, 'maybe', 'staff:1', now(), '[]' from linking_edge where b_report_id = $4
     ), leads as (
       insert into packaging_lead_line (report_id, agency_code, added_at) values ($1, 'US-HSI', now())
     ), joined as (
       insert into intake_join (entry_report_id, formal_report_id, verdict, reasons, by, at)
       values ($1, $4, 'different', '[]', 'staff:1', now())
     ), apart as (
       insert into linking_cannot_link (a_report_id, b_report_id, by, at) values ($1, $4, 'staff:1', now())
     ), judged as (
       insert into triage_confirmed_factor (report_id, factor, verdict, by, at)
       values ($1, 'extortion', 'considered', 'staff:1', now())
     ), changed as (
       insert into triage_urgency_change (report_id, from_level, to_level, reason, by, at)
       values ($1, 3, 2, 'as read', 1, now())
     ), known as (
       insert into media_match (report_id, file_id, kind, hash_kind, first_report_id, earlier_reports, matched_at)
       select $1, file_id, 'seen-before', 'sha256', $1, 1, now() from intake_file where report_id = $1 limit 1
     ), drifted as (
       insert into intake_drift (report_id, version, path, kind, detail) values ($1, 1, 'a', 'unknown-element', 'x')
     ), read_pdf as (
       insert into intake_pdf_reading (report_id, sha256, outcome, pages, read_at) values ($1, '\\x00', 'read', 1, now())
     ), draft as (
       insert into intake_draft_field (report_id, pdf_sha256, page, line, label, kind, value)
       values ($1, '\\x00', 1, 1, 'IP Address', 'ip', '192.0.2.7')
       returning field_id
     ), mended as (
       insert into intake_repair (report_id, act, by, at) values ($1, 'read-again', 'staff:1', now())
     ), packed as (
       insert into intake_archive (sha256, size_bytes, file_name, object_id, received_at)
       select sha256(convert_to('side ' || $1::bigint, 'UTF8')), 1, 'side ' || $1::bigint, object_id, now()
       from intake_file where report_id = $1 and object_id is not null limit 1
       returning archive_id
     ), unpacked as (
       insert into intake_archive_report (archive_id, report_id) select archive_id, $1 from packed
     ), fact as (
       insert into packaging_fact (package_id, target, target_id, verdict, reason, by, at)
       values ($2, 'file', 1, 'excluded', 'as agreed', 'staff:1', now())
     ), candidate as (
       insert into routing_candidate (report_id, role, rank, code, weight, explanation, rule_version, proposed_at)
       values ($1, 'reported-place', 1, 'QC-SPL', 1, '{"reasons": [], "cautions": []}', 'test', now())
     ), provider as (
       insert into intake_provider (code, name, since) values ('side ' || $1::bigint, 'Example', now()) returning provider_id
     ), noticed as (
       insert into intake_notice (report_id, provider_id, duty, received_at, content_sha256, missing, transmission_data_missing,
         completeness, connections, connections_without_port, times, times_without_zone, files, files_view_unstated)
       select $1, provider_id, 's3', now(), '', '{}', false, 50, 0, 0, 0, 0, 0, 0 from provider
     ), told as (
       insert into intake_notice_receipt (report_id, version, received_at, sha256, provider_code, provider_name, told)
       values ($1, 1, now(), '', 'P', 'Example', '{"duty": "s3", "regime": null, "regimeTitle": null, "missing": [],
         "transmissionDataMissing": false, "completeness": 50, "drift": [], "keeping": null}')
     ), ispws as (
       insert into intake_ispws_report (ispws_id, report_id, credential_id) values ($1 + 900000, $1, 1)
     ), came as (
       insert into intake_mail (report_id, sha256, source, identity, size_bytes, header, received_at)
       values ($1, '\\x00', 'provider', sha256(convert_to('side ' || $1::bigint, 'UTF8')), 1, 'x', now())
     ), waited as (
       insert into intake_ticket (ticket, report_id, held_by, spooled_at) values ('side ' || $1::bigint, $1, 'token:1', now())
     ), somebody as (
       insert into access_staff (name, roles, created_at) values ('of the side ' || $1::bigint, '{}', now()) returning staff_id as id
     ), proposed as (
       insert into access_proposal (kind, target, content, content_hash, report_ids, proposed_by, proposed_at, reason, expires_at)
       select 'expunge', 'side', '{}', encode(sha256(convert_to('side ' || $1::bigint, 'UTF8')), 'hex'), array[$1::bigint], id,
              now(), 'over', now() + interval '7 days'
       from somebody
       returning proposal_id, proposed_by
     ), switched as (
       insert into access_urgent_switch (is_on, signed_by, signed_on, document, valid_from, proposal_id, entered_at)
       select true, 'Head', now(), 'N-1', now(), proposal_id, now() from proposed
       returning switch_id, proposal_id
     ), alone as (
       insert into access_urgent_use (proposal_id, switch_id, report_id, agency_code, left_by, left_at, reason, review_due_at)
       select proposal_id, switch_id, $1, 'QC-SPL', id, now(), 'nobody answered', now() from switched, somebody
     ), held as (
       insert into legal_hold (scope, target, target_id, kind, reason, placed_by, placed_at, holds_from)
       select 'report', 'side ' || $1::bigint, $1, 'court', 'ordered', id, now(), now() from somebody
       union all
       select 'package', 'side ' || $1::bigint, $2, 'court', 'ordered', id, now(), now() from somebody
     ), disposed as (
       insert into legal_expunge (proposal_id, authority, rule_version, proposed_by, approved_by, carried_out_by, at, copies)
       select proposal_id, 'side ' || $1::bigint, '1', 1, 2, 1, now(), '[]' from proposed
       returning expunge_id
     ), disposed_report as (
       insert into legal_expunged_report (report_id, expunge_id, number, class, last_used_at, due_at)
       select $1, expunge_id, 'R', 'lead-not-actionable', now(), now() from disposed
       returning report_id
     ), disposed_part as (
       insert into legal_expunge_part (report_id, part, removed, at) select report_id, 'keys', 1, now() from disposed_report
     ), certified as (
       insert into legal_certificate (number, expunge_id, body, signature, signer, signed_at)
       select 'side ' || $1::bigint, expunge_id, '', '', 'x', now() from disposed
     ), recalled as (
       insert into dispatch_retraction (package_id, agency_code, bag_hash, because, opened_at)
       values ($2, 'QC-SPL', $3, 'retracted', now())
     ), alike as (
       insert into linking_bundle (number, fingerprint, kind, rules, sender, state, formed_at)
       values ('VB-2026-' || (900000 + $1::bigint), $1, 'same-words', 'test', 'side ' || $1::bigint, 'open', now())
       returning bundle_id, number
     ), alike_member as (
       insert into linking_bundle_member (report_id, fingerprint, bundle_id, standing, since)
       select $1, $1, bundle_id, 'together', now() from alike
       on conflict (report_id) do update set bundle_id = excluded.bundle_id
     ), alike_sample as (
       insert into triage_bundle_sample (bundle_id, staff_id, round, sample_hash, report_ids, opened_at)
       select bundle_id, 1, 0, 'side ' || $1::bigint, array[$1::bigint], now() from alike
     ), alike_decided as (
       insert into triage_bundle_decision (bundle_id, disposition, reason, sample_hash, reports, decided_by, decided_at, effective_at)
       select bundle_id, 'not-actionable', 'viral-no-intent', 'side ' || $1::bigint, 1, 1, now(), now() from alike
     ), called as (
       insert into calls_call (report_id, version, number, number_from, result, called_at, awaits_until, rule_version, by, recorded_at)
       values ($1, 1, '+1 450 555 0100', 'typed', 'no-answer', now(), now(), 'test', 1, now())
       returning call_id
     ), told_by_voice as (
       insert into calls_told (call_id, report_id, facts) select call_id, $1, 'read out' from called
     ), called_back as (
       insert into calls_call_back (call_id, report_id, result, at, note, by, recorded_at)
       select call_id, $1, 'not-reached', now(), 'nobody', 1, now() from called
     ), promised as (
       insert into calls_clock (report_id, kind, because, starts_at, due_at, rule_version)
       values ($1, 'voice', 'called', now(), now(), 'test')
     ), decided as (
       insert into triage_decision (report_id, disposition, reason, decided_by, decided_at, effective_at)
       select report_id, 'package', '1', 1, now(), now() from packaging_member where package_id = $2
     )
     select $1::bigint as "reportId", report.number as report, 'S-' || membership.subject_id as subject,
            (select narrative_id from intake_narrative where report_id = $1 and not restricted limit 1) as narrative,
            (select edge_id from linking_edge where b_report_id = $4 limit 1) as edge,
            (select number from alike) as bundle,
            package.package_id as "packageId", package.number as package,
            (select delivery_id from sent) as delivery, (select field_id from draft) as draft,
            (select call_id from called) as call
     from intake_report report
     join linking_membership membership using (report_id)
     join packaging_package package on package.package_id = $2
     where report.report_id = $1`,
    [first.reportId, packageId, bagHash, ids[1]],
  );
  const [side] = rows;
  if (!side) throw new Error('A side of the wall is incomplete.');
  const members = await desk.db.query<{ id: number }>(
    'select report_id as id from packaging_member where package_id = $1',
    [packageId],
  );
  return { ...side, reportIds: [...ids, ...members.map(({ id }) => id)] };
}

async function anOpenReport(desk: Desk, name: string): Promise<ReportHead> {
  const account = aSubmittedIdentifier({ value: `acct-${name}`, service: 'Example Service' });
  const child = aSubmittedIdentifier({ kind: 'screen-name', value: `child-${name}`, path: 'victim[0].screenName' });
  return aReportToPackage(desk, {
    state: 'held',
    report: {
      persons: [
        aSubmittedPerson({ firstName: 'Adult', identifiers: [account] }),
        aSubmittedPerson({ role: 'victim', path: 'victim[0]', firstName: 'Child', identifiers: [child] }),
      ],
      narratives: [
        { path: 'additionalInfo', body: `words of the provider, ${name}`, restricted: false },
        { path: 'victim[0].additionalInfo', body: `words about a child, ${name}`, restricted: true },
      ],
    },
  });
}

async function workUp(tx: Tx, desk: Desk, ids: readonly number[]): Promise<void> {
  const receivedAt = desk.clock.now();
  const rows = ids.map((reportId) => ({ reportId, source: 'provider' as const, receivedAt, senderAlarm: null }));
  await openInQueue(tx, desk, rows);
  await startClocks(tx, desk, ids);
  await matchMedia(tx, desk, ids);
  await linkReports(tx, desk, ids);
  await triageReports(tx, desk, ids);
}
