-- What the dashboards are computed from: one row per thing that happened, written by the consumers and by nobody else.
-- Every consumer upserts, so that events of different aggregates may arrive in any order.

create table vendors (
  id uuid primary key,
  name text not null,
  status text not null,
  currency text not null,
  updated_at timestamptz not null
);

create table products (
  id uuid primary key,
  vendor_id uuid not null,
  title text not null,
  status text not null,
  updated_at timestamptz not null
);
create index products_by_vendor on products (vendor_id);

-- One vendor's part of an order. Each of the times is null until it happens; they are never taken back.
create table sales (
  vendor_order_id uuid primary key,
  order_id uuid not null,
  vendor_id uuid not null,
  buyer_id uuid not null,
  currency text not null,
  gross bigint not null,
  commission bigint not null,
  net bigint not null,
  refunded bigint not null default 0,
  begun_at timestamptz,
  placed_at timestamptz,
  paid_at timestamptz,
  accepted_at timestamptz,
  ready_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  expired_at timestamptz
);
create index sales_by_order on sales (order_id);
create index sales_placed_by_vendor on sales (vendor_id, placed_at) where placed_at is not null;

create table sale_lines (
  order_item_id uuid primary key,
  vendor_order_id uuid not null references sales,
  vendor_id uuid not null,
  product_id uuid not null,
  variant_id uuid not null,
  title text not null,
  quantity integer not null,
  total bigint not null,
  status text not null default 'PENDING',
  placed_at timestamptz
);
create index sale_lines_by_sale on sale_lines (vendor_order_id);
create index sale_lines_placed_by_vendor on sale_lines (vendor_id, placed_at) where placed_at is not null;

-- Statuses of items that were heard of before their order was placed.
create table item_statuses (
  order_item_id uuid primary key,
  status text not null
);

-- A capture may be heard of before its order.
create table payments (
  order_id uuid primary key,
  captured_at timestamptz,
  failures integer not null default 0
);

create table refunds (
  event_id uuid primary key,
  order_id uuid not null,
  vendor_order_id uuid,
  amount bigint not null,
  at timestamptz not null
);

create table deliveries (
  id uuid primary key,
  vendor_order_id uuid not null,
  vendor_id uuid not null,
  status text not null,
  created_at timestamptz,
  finished_at timestamptz
);
create index deliveries_finished_by_vendor on deliveries (vendor_id, finished_at) where finished_at is not null;

create table reviews (
  id uuid primary key,
  product_id uuid not null,
  vendor_id uuid not null,
  rating integer not null,
  published_at timestamptz,
  answered_at timestamptz
);
create index reviews_published_by_vendor on reviews (vendor_id, published_at) where published_at is not null;
