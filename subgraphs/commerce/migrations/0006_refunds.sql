-- Money back to the buyer. The row is written with what caused it; a sweeper takes it to the provider.

create table refunds (
  id uuid primary key,
  order_id uuid not null references orders (id),
  payment_id uuid not null references payments (id),
  -- Null for money that came for an order already given up.
  vendor_order_id uuid references vendor_orders (id),
  amount bigint not null check (amount > 0),
  currency text not null,
  status text not null check (status in ('REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED')),
  reason_code text not null,
  reason_text text not null,
  requested_by text not null check (requested_by in ('BUYER', 'VENDOR', 'OPERATOR', 'SYSTEM', 'PROVIDER')),
  requested_by_user uuid,
  provider_refund_id text,
  failure_reason text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  succeeded_at timestamptz,
  -- When it is taken to the provider, or asked about there; null when nothing is left to do.
  due_at timestamptz,
  tries integer not null default 0,
  -- One made at the provider itself is spread over several vendor orders.
  constraint refunds_provider_refund_id_key unique (provider_refund_id, vendor_order_id)
);
create index refunds_order_id on refunds (order_id);
create index refunds_vendor_order_id on refunds (vendor_order_id);
create index refunds_due_at on refunds (due_at) where due_at is not null;
