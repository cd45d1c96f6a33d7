-- Parcels on their way. `status` is what clients see; `task` is what our side has to do next, at `task_due_at`.

create table deliveries (
  id uuid primary key,
  vendor_order_id uuid not null,
  order_id uuid not null,
  vendor_id uuid not null,
  buyer_id uuid not null,
  number text not null,
  method text not null,
  carrier text not null check (carrier in ('UBER', 'MANUAL')),
  status text not null check (status in ('PENDING', 'ASSIGNED', 'PICKED_UP', 'IN_TRANSIT', 'DELIVERED', 'FAILED', 'CANCELLED', 'RETURNED')),
  task text check (task in ('REQUEST', 'CANCEL', 'POLL')),
  task_due_at timestamptz,
  task_tries integer not null default 0,
  attempt integer not null default 1,
  quote_id uuid,
  provider_id text,
  provider_updated_at timestamptz,
  tracking_url text,
  courier jsonb,
  position jsonb,
  pickup_eta timestamptz,
  dropoff_eta timestamptz,
  destination jsonb not null,
  contents jsonb not null,
  currency text not null,
  value bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((task is null) = (task_due_at is null))
);
-- A parcel that failed may be sent again, but never two at once.
create unique index deliveries_one_alive on deliveries (vendor_order_id) where status not in ('CANCELLED', 'RETURNED');
create index deliveries_by_order on deliveries (order_id);
create index deliveries_by_vendor on deliveries (vendor_id, created_at desc, id desc);
create index deliveries_due on deliveries (task_due_at) where task is not null;
create unique index deliveries_by_provider on deliveries (provider_id) where provider_id is not null;

create table delivery_attempts (
  delivery_id uuid not null references deliveries,
  number integer not null,
  provider_id text,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('DELIVERED', 'FAILED', 'CANCELLED', 'RETURNED')),
  reason text not null default '',
  primary key (delivery_id, number)
);

create table delivery_steps (
  delivery_id uuid not null references deliveries,
  number integer not null,
  status text not null,
  reason text not null,
  at timestamptz not null,
  primary key (delivery_id, number)
);

-- Webhooks as they came, stored before anything is done about them.
create table provider_events (
  id text primary key,
  kind text not null,
  provider_delivery_id text not null,
  body jsonb not null,
  received_at timestamptz not null,
  due_at timestamptz,
  tries integer not null default 0,
  processed_at timestamptz,
  problem text
);
create index provider_events_due on provider_events (due_at) where processed_at is null;
