-- What catalog knows of vendors, written by identity's events alone.
create table vendors (
  id uuid primary key,
  name text not null,
  slug text not null,
  status text not null check (status in ('PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', 'CLOSED')),
  currency text not null,
  country text not null,
  -- Products that the public sees; kept by the same function that sets products.listed.
  listed_products integer not null default 0 check (listed_products >= 0),
  -- Version of the newest event applied, so that an older one that comes late changes nothing; 0 before the first.
  version integer not null check (version >= 0),
  updated_at timestamptz not null
);
-- Not unique: a slug may pass from one vendor to another, and the two events come in any order.
create index vendors_slug on vendors (slug);

-- One default warehouse for each vendor; the rest of the schema already counts stock per warehouse.
create table warehouses (
  id uuid primary key,
  vendor_id uuid not null references vendors (id),
  name text not null,
  is_default boolean not null,
  created_at timestamptz not null
);
create index warehouses_vendor on warehouses (vendor_id);
create unique index warehouses_one_default on warehouses (vendor_id) where is_default;
