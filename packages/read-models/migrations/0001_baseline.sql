-- Generated from the tables in packages/read-models/src by `npm run generate`. Do not edit.

create schema if not exists takt;

create schema if not exists masterdata;

create schema if not exists inventory;

create schema if not exists production;

create schema if not exists quality;

create schema if not exists orchestration;

create schema if not exists analytics;

create table takt.analyst_view (
  name text not null,
  checksum text not null,
  constraint analyst_view_pkey primary key (name)
);

create table takt.built_view (
  view text not null,
  projection text not null,
  built_at timestamp(3) with time zone not null,
  constraint built_view_pkey primary key (view)
);

create table takt.checkpoint (
  projection text not null,
  position numeric(20, 0) not null,
  holder text not null,
  as_of timestamp(3) with time zone not null,
  updated_at timestamp(3) with time zone not null,
  constraint checkpoint_pkey primary key (projection)
);

create table takt.journal (
  event_id uuid not null,
  position numeric(20, 0) not null,
  stream text not null,
  revision bigint not null,
  type text not null,
  plant text not null,
  message_id text not null,
  correlation_id text not null,
  causation_id text,
  source text,
  actor text,
  occurred_at timestamp(3) with time zone not null,
  recorded_at timestamp(3) with time zone not null,
  constraint journal_pkey primary key (event_id)
);
create index journal_correlation on takt.journal (correlation_id);
create index journal_message on takt.journal (message_id);

create table takt.migration (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp(3) with time zone not null,
  constraint migration_pkey primary key (number)
);

create table takt.rebuild (
  view text not null,
  position numeric(20, 0) not null,
  fingerprint text not null,
  events bigint not null,
  started_at timestamp(3) with time zone not null,
  constraint rebuild_pkey primary key (view)
);

create table masterdata.inbox (
  message_id text not null,
  hash text not null,
  stream text not null,
  revision bigint not null,
  position numeric(20, 0) not null,
  rejection jsonb,
  constraint inbox_pkey primary key (message_id)
);

create table masterdata.parked_message (
  parked text not null,
  plant text not null,
  subject text not null,
  message_id text,
  code text not null,
  sentence text not null,
  problems jsonb not null,
  concerns jsonb not null,
  source text,
  headers jsonb not null,
  body text,
  body_base64 text,
  tries integer not null,
  first_at timestamp(3) with time zone not null,
  last_at timestamp(3) with time zone not null,
  state text not null,
  versions jsonb,
  reason text,
  position numeric(20, 0) not null,
  constraint parked_message_pkey primary key (parked)
);
create index parked_message_open on masterdata.parked_message (state, last_at);

create table masterdata.reference (
  kind text not null,
  key text not null,
  revision bigint not null,
  data jsonb not null,
  constraint reference_pkey primary key (kind, key)
);

create table inventory.inbox (
  message_id text not null,
  hash text not null,
  stream text not null,
  revision bigint not null,
  position numeric(20, 0) not null,
  rejection jsonb,
  constraint inbox_pkey primary key (message_id)
);

create table inventory.parked_message (
  parked text not null,
  plant text not null,
  subject text not null,
  message_id text,
  code text not null,
  sentence text not null,
  problems jsonb not null,
  concerns jsonb not null,
  source text,
  headers jsonb not null,
  body text,
  body_base64 text,
  tries integer not null,
  first_at timestamp(3) with time zone not null,
  last_at timestamp(3) with time zone not null,
  state text not null,
  versions jsonb,
  reason text,
  position numeric(20, 0) not null,
  constraint parked_message_pkey primary key (parked)
);
create index parked_message_open on inventory.parked_message (state, last_at);

create table inventory.reference (
  kind text not null,
  key text not null,
  revision bigint not null,
  data jsonb not null,
  constraint reference_pkey primary key (kind, key)
);

create table production.inbox (
  message_id text not null,
  hash text not null,
  stream text not null,
  revision bigint not null,
  position numeric(20, 0) not null,
  rejection jsonb,
  constraint inbox_pkey primary key (message_id)
);

create table production.output (
  event_id text not null,
  plant text not null,
  order_id text not null,
  item text not null,
  yield numeric not null,
  scrap numeric not null,
  unit text not null,
  scrap_reason text,
  location text not null,
  lot text not null,
  produced_at timestamp(3) with time zone not null,
  recorded_at timestamp(3) with time zone not null,
  source text,
  position numeric(20, 0) not null,
  constraint output_pkey primary key (event_id)
);
create index output_order on production.output (plant, order_id);
create index output_lot on production.output (plant, item, lot);

create table production.parked_message (
  parked text not null,
  plant text not null,
  subject text not null,
  message_id text,
  code text not null,
  sentence text not null,
  problems jsonb not null,
  concerns jsonb not null,
  source text,
  headers jsonb not null,
  body text,
  body_base64 text,
  tries integer not null,
  first_at timestamp(3) with time zone not null,
  last_at timestamp(3) with time zone not null,
  state text not null,
  versions jsonb,
  reason text,
  position numeric(20, 0) not null,
  constraint parked_message_pkey primary key (parked)
);
create index parked_message_open on production.parked_message (state, last_at);

create table production.reference (
  kind text not null,
  key text not null,
  revision bigint not null,
  data jsonb not null,
  constraint reference_pkey primary key (kind, key)
);

create table production.work_order (
  plant text not null,
  order_id text not null,
  item text,
  status text default 'created' not null,
  unit text,
  quantity numeric,
  yield numeric default '0' not null,
  scrap numeric default '0' not null,
  remaining numeric,
  progress numeric default '0' not null,
  location text,
  inspect boolean default false not null,
  due_date date,
  start_date date,
  released_at timestamp(3) with time zone,
  started_at timestamp(3) with time zone,
  completed_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  cancelled_at timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint work_order_pkey primary key (plant, order_id)
);
create index work_order_due on production.work_order (plant, status, due_date);
create index work_order_item on production.work_order (plant, item);

create table production.work_order_component (
  plant text not null,
  order_id text not null,
  item text not null,
  required numeric default '0' not null,
  consumed numeric default '0' not null,
  unit text not null,
  position numeric(20, 0) not null,
  constraint work_order_component_pkey primary key (plant, order_id, item)
);

create table quality.hold (
  plant text not null,
  hold text not null,
  item text,
  lot text default '' not null,
  reason text,
  owner text,
  state text not null,
  placed_at timestamp(3) with time zone,
  released_at timestamp(3) with time zone,
  release_reason text,
  position numeric(20, 0) not null,
  constraint hold_pkey primary key (plant, hold)
);
create index hold_item on quality.hold (plant, item, state);

create table quality.inbox (
  message_id text not null,
  hash text not null,
  stream text not null,
  revision bigint not null,
  position numeric(20, 0) not null,
  rejection jsonb,
  constraint inbox_pkey primary key (message_id)
);

create table quality.inspection (
  plant text not null,
  inspection text not null,
  item text not null,
  lot text not null,
  accepted numeric default '0' not null,
  rejected numeric default '0' not null,
  unit text not null,
  decided_at timestamp(3) with time zone not null,
  position numeric(20, 0) not null,
  constraint inspection_pkey primary key (plant, inspection)
);
create index inspection_lot on quality.inspection (plant, item, lot);

create table quality.parked_message (
  parked text not null,
  plant text not null,
  subject text not null,
  message_id text,
  code text not null,
  sentence text not null,
  problems jsonb not null,
  concerns jsonb not null,
  source text,
  headers jsonb not null,
  body text,
  body_base64 text,
  tries integer not null,
  first_at timestamp(3) with time zone not null,
  last_at timestamp(3) with time zone not null,
  state text not null,
  versions jsonb,
  reason text,
  position numeric(20, 0) not null,
  constraint parked_message_pkey primary key (parked)
);
create index parked_message_open on quality.parked_message (state, last_at);

create table quality.reference (
  kind text not null,
  key text not null,
  revision bigint not null,
  data jsonb not null,
  constraint reference_pkey primary key (kind, key)
);

create table orchestration.alert (
  plant text not null,
  alert text not null,
  kind text not null,
  severity text not null,
  sentence text not null,
  item text,
  order_id text,
  state text not null,
  raised_at timestamp(3) with time zone not null,
  cleared_at timestamp(3) with time zone,
  clear_reason text,
  position numeric(20, 0) not null,
  constraint alert_pkey primary key (plant, alert)
);
create index alert_open on orchestration.alert (state, plant, raised_at);
create index alert_item on orchestration.alert (plant, item);

create table orchestration.inbox (
  message_id text not null,
  hash text not null,
  stream text not null,
  revision bigint not null,
  position numeric(20, 0) not null,
  rejection jsonb,
  constraint inbox_pkey primary key (message_id)
);

create table orchestration.parked_message (
  parked text not null,
  plant text not null,
  subject text not null,
  message_id text,
  code text not null,
  sentence text not null,
  problems jsonb not null,
  concerns jsonb not null,
  source text,
  headers jsonb not null,
  body text,
  body_base64 text,
  tries integer not null,
  first_at timestamp(3) with time zone not null,
  last_at timestamp(3) with time zone not null,
  state text not null,
  versions jsonb,
  reason text,
  position numeric(20, 0) not null,
  constraint parked_message_pkey primary key (parked)
);
create index parked_message_open on orchestration.parked_message (state, last_at);

create table orchestration.reference (
  kind text not null,
  key text not null,
  revision bigint not null,
  data jsonb not null,
  constraint reference_pkey primary key (kind, key)
);
