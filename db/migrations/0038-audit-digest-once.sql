-- Why: sequencing hashes every row of a batch; it did so twice, once for the leaf and once for the batch's own digest.
-- Locks: none. Duration: instant. Verify: \df audit_batch_digest_over

create function audit_batch_digest_over(b audit_row_batch, rows_digest bytea) returns bytea
language sql stable as $$
  select sha256(convert_to(row(b.entry_id, public.audit_microseconds(b.at), b.table_name, rows_digest,
    b.lane_id, b.lane_seq, b.process_id)::text, 'UTF8'))
$$;

-- One formula: what is signed at writing is what is recomputed at sequencing.
create or replace function audit_batch_digest(b audit_row_batch) returns bytea
language sql stable as $$
  select public.audit_batch_digest_over(b, public.audit_rows_digest(b.keys, b.hashes))
$$;
