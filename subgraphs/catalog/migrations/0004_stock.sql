-- The current truth, changed only together with a movement. The checks are what makes overselling impossible whatever the code does.
create table stock_levels (
  id uuid primary key,
  variant_id uuid not null references variants (id),
  warehouse_id uuid not null references warehouses (id),
  quantity integer not null check (quantity between 0 and 10000000),
  reserved integer not null check (reserved >= 0),
  constraint stock_levels_not_oversold check (reserved <= quantity)
) with (fillfactor = 70);
create unique index stock_levels_place on stock_levels (variant_id, warehouse_id);

-- Append-only. For every level: sum(quantity_delta) = quantity and sum(reserved_delta) = reserved.
create table stock_movements (
  id uuid primary key,
  level_id uuid not null references stock_levels (id),
  variant_id uuid not null,
  kind text not null,
  quantity_delta integer not null,
  reserved_delta integer not null,
  -- The level after this movement, so that history reads like a bank statement.
  quantity_after integer not null,
  reserved_after integer not null,
  reason text not null default '',
  -- What it belongs to, where it is known: a reservation, an order, a vendor's order, the person who did it.
  reservation_id uuid,
  order_id uuid,
  vendor_order_id uuid,
  actor_id uuid,
  at timestamptz not null,
  constraint stock_movements_kind check (
    case kind
      when 'RECEIVE' then quantity_delta > 0 and reserved_delta = 0
      when 'RESERVE' then quantity_delta = 0 and reserved_delta > 0
      when 'RELEASE' then quantity_delta = 0 and reserved_delta < 0
      when 'COMMIT' then quantity_delta < 0 and reserved_delta between quantity_delta and 0
      when 'ADJUST' then quantity_delta <> 0 and reserved_delta = 0
      when 'RETURN' then quantity_delta > 0 and reserved_delta = 0
      else false
    end
  )
);
create index stock_movements_variant on stock_movements (variant_id, id);
create index stock_movements_level on stock_movements (level_id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name;
end
$$;
create trigger stock_movements_append_only before update or delete on stock_movements
  for each row execute function refuse_change();

create table stock_alerts (
  id uuid primary key,
  vendor_id uuid not null,
  variant_id uuid not null references variants (id),
  kind text not null check (kind in ('LOW', 'OUT', 'OVERSOLD')),
  -- LOW and OUT: what was available when it opened. OVERSOLD: what is still owed to the order.
  quantity integer not null check (quantity >= 0),
  order_id uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  constraint stock_alerts_order check ((kind = 'OVERSOLD') = (order_id is not null))
);
create unique index stock_alerts_one_open on stock_alerts (variant_id, kind) where closed_at is null and kind <> 'OVERSOLD';
create unique index stock_alerts_one_debt on stock_alerts (order_id, variant_id) where kind = 'OVERSOLD';
create index stock_alerts_open on stock_alerts (vendor_id, opened_at, id) where closed_at is null;
create index stock_alerts_vendor on stock_alerts (vendor_id, opened_at, id);
