-- Money from the buyer: one payment for each order, its attempts, and everything the provider told us.

create table payments (
  id uuid primary key,
  order_id uuid not null references orders (id),
  buyer_id uuid not null,
  provider text not null,
  status text not null check (status in ('AWAITING_PAYMENT', 'AUTHORIZED', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'EXPIRED')),
  amount bigint not null check (amount > 0),
  currency text not null,
  captured bigint not null default 0,
  refunded bigint not null default 0,
  -- What the provider kept of the capture; null until it is known.
  provider_fee bigint,
  -- The provider's name for it, and what lets the buyer's browser pay it; removed as soon as it is of no more use.
  intent_id text,
  client_secret text,
  failure_code text,
  failure_message text,
  -- The declined attempt that the buyer was told of.
  failure_reference text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  paid_at timestamptz,
  -- When the provider is asked about it unbidden, in case its webhook never comes. Null: never again.
  poll_at timestamptz,
  polls integer not null default 0,
  constraint payments_order_id_key unique (order_id),
  constraint payments_intent_id_key unique (intent_id),
  constraint payments_captured_check check (captured between 0 and amount),
  constraint payments_refunded_check check (refunded between 0 and captured)
);
create index payments_poll_at on payments (poll_at) where poll_at is not null;

create table payment_attempts (
  id bigint generated always as identity primary key,
  payment_id uuid not null references payments (id),
  -- The provider's charge, or its event where no charge was made: one row an attempt, however often it is told.
  provider_reference text not null,
  outcome text not null check (outcome in ('REQUIRES_ACTION', 'DECLINED', 'SUCCEEDED')),
  code text not null,
  message text not null,
  at timestamptz not null,
  constraint payment_attempts_reference_key unique (payment_id, provider_reference, outcome)
);

-- Webhooks, stored before anything is done about them.
create table provider_events (
  provider text not null,
  -- The provider's id: delivered twenty times, stored once.
  id text not null,
  type text not null,
  payment_id uuid references payments (id),
  -- The provider's object without its secrets.
  object jsonb not null,
  provider_created_at timestamptz not null,
  received_at timestamptz not null,
  state text not null check (state in ('RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED')),
  tries integer not null default 0,
  due_at timestamptz,
  processed_at timestamptz,
  primary key (provider, id)
);
create index provider_events_due_at on provider_events (due_at) where due_at is not null;
create index provider_events_payment_id on provider_events (payment_id, provider_created_at) where payment_id is not null;
