-- Double entry. The database itself keeps it: nothing is changed or removed, nothing is added to an old entry, and no
-- entry is committed that does not balance in each currency.

create table ledger_entries (
  id uuid primary key,
  kind text not null check (kind in (
    'CAPTURE', 'LATE_CAPTURE', 'PROVIDER_FEE', 'RELEASE', 'REFUND', 'LATE_REFUND', 'REFUND_FAILED', 'LATE_REFUND_FAILED')),
  -- What it books, once: 'capture:<vendor order>'. A second booking of the same thing is refused.
  source text not null,
  order_id uuid not null references orders (id),
  -- Null where it concerns the marketplace alone.
  vendor_id uuid,
  vendor_order_id uuid references vendor_orders (id),
  refund_id uuid,
  occurred_at timestamptz not null,
  written_by xid8 not null default pg_current_xact_id(),
  constraint ledger_entries_source_key unique (source)
);
create index ledger_entries_vendor_id on ledger_entries (vendor_id, id desc) where vendor_id is not null;
create index ledger_entries_order_id on ledger_entries (order_id);

create table ledger_postings (
  id bigint generated always as identity primary key,
  entry_id uuid not null references ledger_entries (id),
  -- Exchange has an account for each direction: fx_clearing:<from>:<to>.
  account text not null check (account ~ '^fx_clearing:[A-Z]{3}:[A-Z]{3}$' or account in (
    'provider_clearing', 'provider_fees', 'commission', 'vendor_pending', 'vendor_available', 'shipping', 'unapplied',
    'store_credit', 'points', 'rounding')),
  -- Whose account it is; null for the marketplace's own.
  vendor_id uuid,
  -- Debit above zero, credit below.
  amount bigint not null check (amount <> 0),
  currency text not null,
  constraint ledger_postings_vendor_check check (
    (account in ('vendor_pending', 'vendor_available', 'shipping')) = (vendor_id is not null))
);
create index ledger_postings_entry_id on ledger_postings (entry_id);
create index ledger_postings_vendor_id on ledger_postings (vendor_id, account, currency) include (amount) where vendor_id is not null;

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is append-only: % of % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger ledger_entries_append_only before update or delete on ledger_entries
  for each row execute function ledger_is_append_only();
create trigger ledger_entries_no_truncate before truncate on ledger_entries
  for each statement execute function ledger_is_append_only();
create trigger ledger_postings_append_only before update or delete on ledger_postings
  for each row execute function ledger_is_append_only();
create trigger ledger_postings_no_truncate before truncate on ledger_postings
  for each statement execute function ledger_is_append_only();

-- Postings come with their entry: in a later transaction even a balanced pair would rewrite the past.
create function ledger_posting_belongs() returns trigger language plpgsql as $$
begin
  if not exists (select from ledger_entries where id = new.entry_id and written_by = pg_current_xact_id()) then
    raise exception 'entry % was written by another transaction', new.entry_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger ledger_postings_belong before insert on ledger_postings
  for each row execute function ledger_posting_belongs();

-- Checked at commit: every currency of an entry adds up to zero, and it has at least two postings. The second trigger is
-- for postings that follow a check forced early by `set constraints`.
create function ledger_entry_balances() returns trigger language plpgsql as $$
declare
  entry uuid;
  unbalanced text;
begin
  if tg_table_name = 'ledger_entries' then
    entry := new.id;
  else
    entry := new.entry_id;
  end if;
  select currency into unbalanced from ledger_postings where entry_id = entry group by currency having sum(amount) <> 0 limit 1;
  if unbalanced is not null then
    raise exception 'entry % does not balance in %', entry, unbalanced using errcode = 'check_violation';
  end if;
  if (select count(*) from ledger_postings where entry_id = entry) < 2 then
    raise exception 'entry % has fewer than two postings', entry using errcode = 'check_violation';
  end if;
  return null;
end $$;

create constraint trigger ledger_entries_balance after insert on ledger_entries
  deferrable initially deferred for each row execute function ledger_entry_balances();
create constraint trigger ledger_postings_balance after insert on ledger_postings
  deferrable initially deferred for each row execute function ledger_entry_balances();
