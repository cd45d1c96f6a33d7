-- What clients tell of their own accord, with consent. Kept raw for later questions, and counted per day for the dashboards.

create table tracked_events (
  id uuid primary key,
  kind text not null,
  -- A key the client made up for this visit, never an address or a device id.
  visit_key text not null,
  user_id uuid,
  product_id uuid,
  vendor_id uuid,
  query text,
  occurred_at timestamptz not null,
  received_at timestamptz not null
);
create index tracked_events_by_time on tracked_events (received_at);

create table product_days (
  product_id uuid not null,
  vendor_id uuid not null,
  day date not null,
  views integer not null default 0,
  cart_adds integer not null default 0,
  primary key (product_id, day)
);
create index product_days_by_vendor on product_days (vendor_id, day);
