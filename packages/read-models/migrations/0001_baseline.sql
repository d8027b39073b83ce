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
  context text not null,
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
create index journal_context on takt.journal (context, position);
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

create table masterdata.bill_of_material (
  item text not null,
  base_amount numeric not null,
  base_unit text not null,
  components jsonb not null,
  position numeric(20, 0) not null,
  constraint bill_of_material_pkey primary key (item)
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

create table masterdata.item (
  item text not null,
  description text not null,
  unit text not null,
  decimals integer not null,
  lot_controlled boolean not null,
  serial_controlled boolean not null,
  gtins text[] not null,
  conversions jsonb not null,
  reorder_point numeric,
  lead_time_days integer,
  supplier text,
  inspect_at_receipt boolean,
  inspection_days integer,
  substitutes text[],
  plants jsonb not null,
  position numeric(20, 0) not null,
  constraint item_pkey primary key (item)
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

create table masterdata.plant (
  plant text not null,
  name text not null,
  time_zone text not null,
  locations jsonb not null,
  default_location text not null,
  late_policy jsonb not null,
  late_demand_policy jsonb,
  count_tolerance_percent numeric,
  inspection_stock_in_atp boolean not null,
  stock_statuses jsonb not null,
  atp_scope jsonb,
  position numeric(20, 0) not null,
  constraint plant_pkey primary key (plant)
);

create table masterdata.reference (
  kind text not null,
  key text not null,
  revision bigint not null,
  data jsonb not null,
  constraint reference_pkey primary key (kind, key)
);

create table masterdata.supplier (
  supplier text not null,
  name text not null,
  gln text,
  country text,
  position numeric(20, 0) not null,
  constraint supplier_pkey primary key (supplier)
);

create table inventory.allocation (
  plant text not null,
  item text not null,
  pool text not null,
  ends_next date,
  carry_over text,
  open numeric default '0' not null,
  issued numeric default '0' not null,
  unit text not null,
  state text default 'none' not null,
  reason text,
  position numeric(20, 0) not null,
  constraint allocation_pkey primary key (plant, item, pool)
);
create index allocation_end on inventory.allocation (state, ends_next);

create table inventory.allocation_period (
  plant text not null,
  item text not null,
  pool text not null,
  starts text not null,
  valid_until date,
  release_on date,
  guaranteed numeric,
  max numeric,
  carried_guaranteed numeric default '0' not null,
  carried_max numeric default '0' not null,
  open numeric default '0' not null,
  issued numeric default '0' not null,
  unit text not null,
  state text not null,
  position numeric(20, 0) not null,
  constraint allocation_period_pkey primary key (plant, item, pool, starts)
);

create table inventory.atp_item (
  plant text not null,
  item text not null,
  unit text not null,
  unrestricted numeric default '0' not null,
  in_inspection numeric default '0' not null,
  blocked numeric default '0' not null,
  item_holds integer default 0 not null,
  below_reorder_point boolean default false not null,
  last_occurred_at timestamp(3) with time zone not null,
  last_recorded_at timestamp(3) with time zone not null,
  position numeric(20, 0) not null,
  constraint atp_item_pkey primary key (plant, item)
);

create table inventory.atp_line (
  plant text not null,
  item text not null,
  kind text not null,
  document_type text not null,
  document_id text not null,
  document_line text not null,
  date date not null,
  quantity numeric not null,
  original_quantity numeric not null,
  unconfirmed numeric default '0' not null,
  unit text not null,
  confirmed boolean not null,
  requested_date date,
  requested_quantity numeric,
  customer text,
  valid_until timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint atp_line_pkey primary key (plant, item, kind, document_type, document_id, document_line, date)
);
create index atp_line_document on inventory.atp_line (document_type, document_id);
create index atp_line_valid_until on inventory.atp_line (valid_until) where valid_until is not null;

create table inventory.backorder_change (
  plant text not null,
  item text not null,
  run text not null,
  document_type text not null,
  document_id text not null,
  document_line text not null,
  class text not null,
  segment text,
  reason text not null,
  requested_date date not null,
  requested_amount numeric not null,
  before jsonb not null,
  after jsonb not null,
  short numeric not null,
  unit text not null,
  changed_at timestamp(3) with time zone not null,
  position numeric(20, 0) not null,
  constraint backorder_change_pkey primary key (plant, item, run, document_type, document_id, document_line, position)
);
create index backorder_change_document on inventory.backorder_change (document_type, document_id);
create index backorder_change_newest on inventory.backorder_change (position, document_id, document_line);

create table inventory.backorder_search (
  plant text not null,
  run text not null,
  state text not null,
  position numeric(20, 0) not null,
  constraint backorder_search_pkey primary key (plant, run)
);
create index backorder_search_open on inventory.backorder_search (position) where state = 'sought';

create table inventory.epcis_event (
  plant text not null,
  event_id text not null,
  kind text not null,
  action text,
  biz_step text,
  event_time timestamp(3) with time zone not null,
  moves_stock boolean not null,
  lines jsonb not null,
  declared_erroneous_at timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint epcis_event_pkey primary key (plant, event_id)
);
create index epcis_event_time on inventory.epcis_event (plant, event_time);

create table inventory.goods_in_transit (
  plant text not null,
  item text not null,
  transfer text not null,
  document_line text not null,
  from_plant text not null,
  shipped numeric default '0' not null,
  fulfilled numeric default '0' not null,
  lost numeric default '0' not null,
  unit text not null,
  expected_on date not null,
  closed_reason text,
  position numeric(20, 0) not null,
  constraint goods_in_transit_pkey primary key (plant, item, transfer, document_line)
);
create index goods_in_transit_from on inventory.goods_in_transit (from_plant, item);

create table inventory.inbox (
  message_id text not null,
  hash text not null,
  stream text not null,
  revision bigint not null,
  position numeric(20, 0) not null,
  rejection jsonb,
  constraint inbox_pkey primary key (message_id)
);

create table inventory.lot (
  plant text not null,
  item text not null,
  lot text not null,
  unrestricted numeric default '0' not null,
  unit text not null,
  expires_on date,
  produced_on date,
  retest_on date,
  supplier_lot text,
  attributes jsonb,
  position numeric(20, 0) not null,
  constraint lot_pkey primary key (plant, item, lot)
);
create index lot_expiry on inventory.lot (plant, item, expires_on);
create index lot_supplier on inventory.lot (supplier_lot);

create table inventory.order_line (
  plant text not null,
  item text not null,
  kind text not null,
  document_type text not null,
  document_id text not null,
  document_line text not null,
  state text not null,
  requested_date date,
  requested_quantity numeric,
  schedule jsonb not null,
  quantity numeric not null,
  open numeric not null,
  fulfilled numeric not null,
  over numeric not null,
  unit text not null,
  confirmed boolean not null,
  acknowledged_at timestamp(3) with time zone,
  acknowledgement text,
  customer text,
  valid_until timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint order_line_pkey primary key (plant, item, kind, document_type, document_id, document_line)
);
create index order_line_document on inventory.order_line (document_type, document_id);

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

create table inventory.promise_line (
  plant text not null,
  item text not null,
  promise text not null,
  line text not null,
  policy text not null,
  priority integer,
  customer text,
  requested_amount numeric not null,
  requested_date date not null,
  promised jsonb not null,
  short numeric not null,
  fulfilled numeric default '0' not null,
  over boolean default false not null,
  unit text not null,
  promised_at timestamp(3) with time zone not null,
  position numeric(20, 0) not null,
  constraint promise_line_pkey primary key (plant, item, promise, line)
);
create index promise_line_wanted on inventory.promise_line (plant, item) where not over and fulfilled < requested_amount;

create table inventory.reference (
  kind text not null,
  key text not null,
  revision bigint not null,
  data jsonb not null,
  constraint reference_pkey primary key (kind, key)
);

create table inventory.reservation (
  plant text not null,
  item text not null,
  reservation text not null,
  quantity numeric not null,
  open numeric not null,
  unit text not null,
  kind text not null,
  lot text,
  allotments jsonb default '{}' not null,
  date date,
  expires_at timestamp(3) with time zone,
  state text not null,
  pool text,
  consumes_on date,
  document_type text,
  document_id text,
  document_line text,
  position numeric(20, 0) not null,
  constraint reservation_pkey primary key (plant, item, reservation)
);
create index reservation_open on inventory.reservation (plant, item, state, expires_at);
create index reservation_expiry on inventory.reservation (state, expires_at);
create index reservation_allotments on inventory.reservation using gin (allotments jsonb_path_ops);

create table inventory.serial_place (
  plant text not null,
  item text not null,
  serial text not null,
  location text not null,
  lot text not null,
  status text not null,
  owner text default '' not null,
  count integer default 0 not null,
  updated_at timestamp(3) with time zone not null,
  position numeric(20, 0) not null,
  constraint serial_place_pkey primary key (plant, item, serial, location, lot, status, owner)
);

create table inventory.source_freshness (
  plant text not null,
  source text not null,
  last_occurred_at timestamp(3) with time zone not null,
  last_recorded_at timestamp(3) with time zone not null,
  events integer default 0 not null,
  position numeric(20, 0) not null,
  constraint source_freshness_pkey primary key (plant, source)
);

create table inventory.status_stock (
  plant text not null,
  item text not null,
  lot text not null,
  status text not null,
  quantity numeric default '0' not null,
  position numeric(20, 0) not null,
  constraint status_stock_pkey primary key (plant, item, lot, status)
);

create table inventory.stock_count (
  plant text not null,
  item text not null,
  count text not null,
  location text not null,
  lot text not null,
  status text not null,
  owner text not null,
  counted numeric not null,
  book numeric not null,
  difference numeric not null,
  posted numeric,
  serials jsonb,
  missing jsonb,
  found jsonb,
  unit text not null,
  state text not null,
  counted_by text,
  counted_at timestamp(3) with time zone not null,
  recount_reason text,
  within_tolerance boolean default false not null,
  approved_by text,
  closed_at timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint stock_count_pkey primary key (plant, item, count)
);
create index stock_count_state on inventory.stock_count (state, plant, item);

create table inventory.stock_exception (
  plant text not null,
  item text not null,
  exception text not null,
  code text not null,
  sentence text not null,
  state text not null,
  raised_at timestamp(3) with time zone not null,
  cleared_at timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint stock_exception_pkey primary key (plant, item, exception)
);
create index stock_exception_open on inventory.stock_exception (state, plant, raised_at);

create table inventory.stock_hold (
  plant text not null,
  item text not null,
  hold text not null,
  lot text not null,
  reason text,
  state text not null,
  position numeric(20, 0) not null,
  constraint stock_hold_pkey primary key (plant, item, hold)
);

create table inventory.stock_movement (
  position numeric(20, 0) not null,
  line integer not null,
  event_id text not null,
  plant text not null,
  item text not null,
  kind text not null,
  location text not null,
  lot text not null,
  status text not null,
  owner text default '' not null,
  quantity numeric not null,
  unit text not null,
  reported_amount numeric,
  reported_unit text,
  serials jsonb,
  document_type text,
  document_id text,
  document_line text,
  reason text,
  reverses text,
  message_id text not null,
  correlation_id text not null,
  source text,
  occurred_at timestamp(3) with time zone not null,
  recorded_at timestamp(3) with time zone not null,
  constraint stock_movement_pkey primary key (position, line)
);
create index stock_movement_item on inventory.stock_movement (plant, item, position);
create index stock_movement_document on inventory.stock_movement (document_type, document_id);

create table inventory.stock_on_hand (
  plant text not null,
  item text not null,
  location text not null,
  lot text not null,
  status text not null,
  owner text default '' not null,
  quantity numeric default '0' not null,
  unit text not null,
  updated_at timestamp(3) with time zone not null,
  position numeric(20, 0) not null,
  constraint stock_on_hand_pkey primary key (plant, item, location, lot, status, owner)
);
create index stock_on_hand_lot on inventory.stock_on_hand (plant, item, lot);

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

create table orchestration.backorder_run (
  plant text not null,
  run text not null,
  reason text not null,
  selection jsonb not null,
  state text not null,
  items integer default 0 not null,
  answered integer default 0 not null,
  changed integer default 0 not null,
  refused integer default 0 not null,
  changed_lines integer default 0 not null,
  requested_at timestamp(3) with time zone not null,
  deadline timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  sentence text,
  position numeric(20, 0) not null,
  constraint backorder_run_pkey primary key (plant, run)
);
create index backorder_run_open on orchestration.backorder_run (deadline) where state in ('finding', 'running');

create table orchestration.backorder_run_item (
  plant text not null,
  run text not null,
  item text not null,
  state text not null,
  selected integer default 0 not null,
  changed integer default 0 not null,
  code text,
  sentence text,
  answered_at timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint backorder_run_item_pkey primary key (plant, run, item)
);

create table orchestration.inbox (
  message_id text not null,
  hash text not null,
  stream text not null,
  revision bigint not null,
  position numeric(20, 0) not null,
  rejection jsonb,
  constraint inbox_pkey primary key (message_id)
);

create table orchestration.order_promise (
  order_id text not null,
  attempt integer not null,
  customer text,
  all_or_nothing boolean not null,
  state text not null,
  requested_at timestamp(3) with time zone not null,
  deadline timestamp(3) with time zone not null,
  decided_at timestamp(3) with time zone,
  code text,
  sentence text,
  changed_at timestamp(3) with time zone,
  position numeric(20, 0) not null,
  constraint order_promise_pkey primary key (order_id)
);
create index order_promise_state on orchestration.order_promise (state, deadline);

create table orchestration.order_promise_line (
  order_id text not null,
  line text not null,
  attempt integer not null,
  item text not null,
  policy text not null,
  requested_amount numeric not null,
  requested_date date not null,
  sources jsonb not null,
  short numeric not null,
  refusals jsonb not null,
  skipped jsonb not null,
  unit text not null,
  changed_at timestamp(3) with time zone,
  change_cause text,
  change_reason text,
  change_run text,
  change_before jsonb,
  position numeric(20, 0) not null,
  constraint order_promise_line_pkey primary key (order_id, line)
);
create index order_promise_line_item on orchestration.order_promise_line (item);

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
