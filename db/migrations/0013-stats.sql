-- Why: figures by one counting rule book. Two independent roads to the same sum: the ledger's moves, and the reports themselves.
-- Locks: none (new views). Duration: instant. Verify: select * from stats_reconciliation where why is not null

-- The ledger's word on each report: how often received, in which state, and whether each move began where the one before ended.
create view stats_ledger_balance as
select report_id,
       min(source) as source,
       min(received_day) as received_day,
       count(*) filter (where from_state = 'outside') as received,
       (array_agg(to_state order by entry_id desc))[1] as ledger_state,
       count(*) filter (where from_state <> expected_from) as broken_moves
from (
  select entry_id, report_id, source, received_day, from_state, to_state,
         lag(to_state, 1, 'outside') over (partition by report_id order by entry_id) as expected_from
  from intake_ledger
) as moves
group by report_id;

-- The reports' own word. Drills, training and tests are in no count at all.
create view stats_report_state as
select report.report_id,
       report.number,
       report.source,
       report.state,
       report.received_at,
       report.state in ('unfinished', 'open', 'held') as is_open
from intake_report report
where report.excluded is null;

-- Both side by side, one row per report; why is null where they agree.
create view stats_reconciliation as
select coalesce(report.report_id, ledger.report_id) as report_id,
       coalesce(report.number, ledger.report_id::text) as number,
       coalesce(report.source, ledger.source) as source,
       coalesce(ledger.received_day, (report.received_at at time zone 'America/Toronto')::date) as received_day,
       coalesce(ledger.received, 0) as received,
       report.state,
       report.is_open,
       case
         when ledger.report_id is null then 'not-in-ledger'
         when report.report_id is null then 'not-in-reports'
         when ledger.received <> 1 then 'received-' || ledger.received || '-times'
         when ledger.broken_moves > 0 then 'broken-chain'
         when ledger.ledger_state <> report.state then 'ledger-says-' || ledger.ledger_state
         when ledger.source <> report.source then 'source-differs'
       end as why
from stats_report_state report
full join (
  select ledger.report_id, ledger.source, ledger.received_day, ledger.received, ledger.ledger_state, ledger.broken_moves
  from stats_ledger_balance ledger
  left join intake_report excluded on excluded.report_id = ledger.report_id
  where excluded.excluded is null
) as ledger on ledger.report_id = report.report_id;
