-- What was bought: one order, one vendor order for each seller, names and prices as they were sold.

create sequence order_numbers as bigint start with 100001;

create table orders (
  id uuid primary key,
  number text not null default ('MG-' || nextval('order_numbers')),
  buyer_id uuid not null,
  checkout_id uuid not null,
  -- Where the lines came from, and return to if nobody pays.
  cart_id uuid not null,
  status text not null check (status in ('AWAITING_PAYMENT', 'PLACED', 'COMPLETED', 'CANCELLED', 'EXPIRED')),
  currency text not null,
  subtotal bigint not null check (subtotal >= 0),
  shipping bigint not null check (shipping >= 0),
  total bigint not null,
  shipping_address jsonb not null,
  trace_id text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When an unpaid order is given up.
  expires_at timestamptz not null,
  placed_at timestamptz,
  -- When every item had become final.
  closed_at timestamptz,
  constraint orders_number_key unique (number),
  constraint orders_checkout_id_key unique (checkout_id),
  constraint orders_total_check check (total = subtotal + shipping)
);
create index orders_buyer_id_created_at on orders (buyer_id, created_at desc, id desc);
create index orders_created_at on orders (created_at desc, id desc);
create index orders_unpaid_expires_at on orders (expires_at) where status = 'AWAITING_PAYMENT';

create table vendor_orders (
  id uuid primary key,
  order_id uuid not null references orders (id),
  -- The order's number and the place in it: MG-100042-1.
  number text not null,
  vendor_id uuid not null,
  vendor_name text not null,
  buyer_id uuid not null,
  status text not null check (status in (
    'AWAITING_PAYMENT', 'PENDING', 'PROCESSING', 'READY', 'IN_TRANSIT', 'DELIVERED', 'REJECTED', 'CANCELLED', 'EXPIRED')),
  currency text not null,
  subtotal bigint not null check (subtotal >= 0),
  shipping bigint not null check (shipping >= 0),
  gross bigint not null,
  commission_basis_points integer not null check (commission_basis_points between 0 and 10000),
  commission bigint not null check (commission >= 0),
  net bigint not null,
  -- Sums of the refunds that were asked for, and of those that arrived.
  refund_requested bigint not null default 0,
  refunded bigint not null default 0,
  shipping_method text not null,
  shipping_label text not null,
  shipping_quote_id uuid not null,
  shipping_address jsonb not null,
  -- Why it was rejected or cancelled, and by whom.
  ended_by text check (ended_by in ('BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM')),
  ended_by_user uuid,
  reason_code text,
  reason_text text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- Since when its vendor sees it.
  placed_at timestamptz,
  -- When the vendor's share went from pending to available.
  released_at timestamptz,
  constraint vendor_orders_number_key unique (number),
  constraint vendor_orders_gross_check check (gross = subtotal + shipping),
  constraint vendor_orders_net_check check (net = gross - commission),
  constraint vendor_orders_refund_check check (0 <= refunded and refunded <= refund_requested and refund_requested <= gross)
);
create index vendor_orders_order_id on vendor_orders (order_id);
create index vendor_orders_vendor_id_placed_at on vendor_orders (vendor_id, placed_at desc, id desc) where placed_at is not null;

create table order_items (
  id uuid primary key,
  order_id uuid not null references orders (id),
  vendor_order_id uuid not null references vendor_orders (id),
  position integer not null,
  product_id uuid not null,
  variant_id uuid not null,
  title text not null,
  variant_title text not null,
  sku text not null,
  image_url text,
  quantity integer not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  total bigint not null,
  status text not null check (status in ('PENDING', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'RETURNED')),
  constraint order_items_total_check check (total = unit_price * quantity)
);
create index order_items_order_id on order_items (order_id);
create index order_items_vendor_order_id on order_items (vendor_order_id);

-- The timeline. Written in the transaction of what it tells.
create table order_events (
  id bigint generated always as identity primary key,
  order_id uuid not null references orders (id),
  -- Null where it concerns the whole order.
  vendor_order_id uuid references vendor_orders (id),
  kind text not null,
  actor text not null check (actor in ('BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM', 'PROVIDER')),
  actor_id uuid,
  detail text not null,
  at timestamptz not null
);
create index order_events_order_id on order_events (order_id, id);
