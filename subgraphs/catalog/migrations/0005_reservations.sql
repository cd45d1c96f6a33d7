create table reservations (
  id uuid primary key,
  -- The caller's idempotency key: the checkout for which stock is held.
  checkout_id uuid not null,
  -- Of the lines; empty where the reservation was released before it was asked for, or was made from an order.
  body_hash text not null,
  state text not null check (state in ('HELD', 'COMMITTED', 'RELEASED', 'EXPIRED', 'REFUSED')),
  -- The answer of a refused one: what was asked for and what there was.
  shortages jsonb not null default '[]',
  expires_at timestamptz not null,
  order_id uuid,
  created_at timestamptz not null,
  closed_at timestamptz
);
create unique index reservations_checkout on reservations (checkout_id);
create unique index reservations_order on reservations (order_id) where order_id is not null;
create index reservations_due on reservations (expires_at, id) where state = 'HELD';

create table reservation_lines (
  reservation_id uuid not null references reservations (id),
  level_id uuid not null references stock_levels (id),
  variant_id uuid not null,
  -- What was asked for and, while the reservation is HELD, is part of the level's `reserved`.
  quantity integer not null check (quantity > 0),
  -- What has left the stock for the order, what is still owed to it, and what came back or was called off.
  committed integer not null default 0 check (committed >= 0),
  oversold integer not null default 0 check (oversold >= 0),
  returned integer not null default 0 check (returned >= 0),
  primary key (reservation_id, level_id),
  constraint reservation_lines_returned check (returned <= committed)
);
create index reservation_lines_level on reservation_lines (level_id);
create index reservation_lines_debts on reservation_lines (variant_id) where oversold > 0;

-- Vendor orders that were rejected or cancelled. One that arrives before its order is placed waits here for it.
create table stock_returns (
  vendor_order_id uuid primary key,
  order_id uuid not null,
  lines jsonb not null,
  created_at timestamptz not null,
  applied_at timestamptz
);
create index stock_returns_waiting on stock_returns (order_id) where applied_at is null;
