-- Why: did it arrive? The wire is at-least-once, the effect once: one delivery per package part and channel.
-- Locks: none (new tables). Duration: instant. Verify: \d dispatch_delivery

create table dispatch_delivery (
  delivery_id bigint generated always as identity primary key,
  package_id bigint not null,
  part integer not null default 1,
  agency_code text not null,
  channel text not null,
  state text not null check (state in ('waiting', 'sent', 'delivered', 'acknowledged', 'accepted', 'declined', 're-routed', 'parked')),
  bag_hash text not null,
  files jsonb not null,
  attempts integer not null default 0,
  last_error text,
  pickup_code_sha256 bytea unique,
  pickup_expires_at timestamptz,
  fetched_at timestamptz,
  answer_code_sha256 bytea unique,
  created_at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  unique (package_id, part, channel)
);
create index dispatch_delivery_state on dispatch_delivery (state, created_at);

create table dispatch_receipt (
  receipt_id bigint generated always as identity primary key,
  delivery_id bigint not null references dispatch_delivery,
  bag_hash text not null,
  acknowledged_by text not null,
  at timestamptz not null
);
create index dispatch_receipt_delivery on dispatch_receipt (delivery_id);

create table dispatch_outcome (
  outcome_id bigint generated always as identity primary key,
  package_id bigint not null,
  outcome text not null,
  note text,
  by text not null,
  at timestamptz not null
);
create index dispatch_outcome_package on dispatch_outcome (package_id);
