-- Why: figures by one counting rule book. Two independent roads to the same sum: the ledger's moves, and the reports themselves.
-- Locks: none (new views). Duration: instant. Verify: select * from stats_ledger_balance limit 1

create view stats_ledger_balance as
select report_id,
       min(source) as source,
       min(received_day) as received_day,
       count(*) filter (where from_state = 'outside') as received,
       (array_agg(to_state order by entry_id desc))[1] as ledger_state
from intake_ledger
group by report_id;

create view stats_report_state as
select report.report_id,
       report.number,
       report.source,
       report.state,
       report.received_at,
       report.state in ('unfinished', 'open', 'held') as is_open
from intake_report report
where report.excluded is null;
