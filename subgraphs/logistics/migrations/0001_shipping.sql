-- What shipping costs: rates of the vendors, the marketplace's own where a vendor set none, and the quotes made of them.

create table shipping_rates (
  id uuid primary key,
  -- null: for every vendor without a rate of its own
  vendor_id uuid,
  currency text not null,
  method text not null check (method in ('STANDARD', 'EXPRESS', 'OVERNIGHT')),
  zone text not null check (zone in ('DOMESTIC', 'INTERNATIONAL')),
  price bigint not null check (price >= 0),
  -- for each started kilogram beyond the first
  per_kilogram bigint not null default 0 check (per_kilogram >= 0),
  free_over bigint check (free_over > 0),
  min_days integer not null check (min_days >= 0),
  max_days integer not null check (max_days >= min_days),
  updated_at timestamptz not null,
  unique nulls not distinct (vendor_id, currency, method, zone)
);

-- The marketplace's own rates. Identifiers are fixed, so that every installation has the same.
insert into shipping_rates (id, vendor_id, currency, method, zone, price, per_kilogram, free_over, min_days, max_days, updated_at)
select
  ('00000000-0000-7000-8000-' || lpad((row_number() over (order by currency, method, zone))::text, 12, '0'))::uuid,
  null, currency, method, zone, price * unit, per_kilogram * unit, free_over * unit, min_days, max_days, timestamptz '2026-01-01 00:00:00+00'
from
  (values
    ('USD', 100), ('EUR', 100), ('GBP', 100), ('CHF', 100), ('CAD', 130), ('AUD', 150), ('NZD', 160), ('SGD', 130), ('BRL', 500), ('MXN', 1800),
    ('INR', 8000), ('NGN', 100000), ('GHS', 1200), ('KES', 13000), ('ZAR', 1800), ('UGX', 3700), ('RWF', 1300), ('TZS', 260000), ('EGP', 4800),
    ('MAD', 1000), ('AED', 370), ('SAR', 375), ('TRY', 3400), ('PLN', 400), ('CZK', 2300), ('SEK', 1050), ('NOK', 1050), ('DKK', 690),
    ('JPY', 150), ('KRW', 1350), ('CNY', 720), ('HKD', 780), ('XAF', 600), ('XOF', 600)
  ) as currencies (currency, unit),
  (values
    ('STANDARD', 'DOMESTIC', 5, 1, 75, 2, 5),
    ('EXPRESS', 'DOMESTIC', 10, 2, null::bigint, 1, 2),
    ('OVERNIGHT', 'DOMESTIC', 20, 4, null, 1, 1),
    ('STANDARD', 'INTERNATIONAL', 18, 6, null, 6, 14),
    ('EXPRESS', 'INTERNATIONAL', 38, 12, null, 2, 4)
  ) as rates (method, zone, price, per_kilogram, free_over, min_days, max_days);

create table shipping_quotes (
  id uuid primary key,
  vendor_id uuid not null,
  method text not null,
  carrier text not null check (carrier in ('OWN', 'UBER')),
  -- of the carrier, to be named when its service is ordered
  carrier_quote_id text,
  currency text not null,
  price bigint not null check (price >= 0),
  min_days integer not null,
  max_days integer not null,
  -- hash of the address it was made for: a quote is worth nothing for another one
  destination_hash text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index shipping_quotes_by_expiry on shipping_quotes (expires_at);

-- What identity said of a vendor, kept for some minutes.
create table vendor_contacts (
  vendor_id uuid primary key,
  name text not null,
  email text not null,
  phone text,
  pickup_address jsonb,
  country text not null,
  currency text not null,
  fetched_at timestamptz not null
);
