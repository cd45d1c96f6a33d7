-- The process from a cart to an order that waits for its payment. One row a key, every step raises its state.

create table checkouts (
  id uuid primary key,
  buyer_id uuid not null,
  idempotency_key text not null,
  body_hash text not null,
  state text not null check (state in (
    'STARTED', 'STOCK_RESERVED', 'QUOTED', 'ORDER_CREATED', 'PAYMENT_REQUESTED', 'COMPENSATING', 'FAILED', 'ABANDONED')),
  cart_id uuid not null,
  -- The input as it came, and the cart's lines at that moment.
  request jsonb not null,
  lines jsonb not null,
  -- Prices and shipping that the order will be made of, from QUOTED on.
  priced jsonb,
  order_id uuid,
  -- The failure that every call with this key is answered with.
  answer jsonb,
  -- Who works on it: a step of anyone else finds no row and stops.
  run uuid not null,
  runs integer not null default 1,
  trace_id text not null,
  created_at timestamptz not null,
  touched_at timestamptz not null
);
-- An abandoned checkout (an outage, undone) frees its key: the client sends the same request again.
create unique index checkouts_buyer_id_idempotency_key_key on checkouts (buyer_id, idempotency_key) where state <> 'ABANDONED';
create index checkouts_unfinished_touched_at on checkouts (touched_at)
  where state in ('STARTED', 'STOCK_RESERVED', 'QUOTED', 'ORDER_CREATED', 'COMPENSATING');
