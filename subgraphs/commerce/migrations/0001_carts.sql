-- Carts, and what is known here of the vendors whose goods lie in them.

-- Projection of identity's vendor events: enough to name a vendor on an order and to refuse what it no longer sells.
create table vendors (
  id uuid primary key,
  name text not null,
  status text not null check (status in ('PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', 'CLOSED')),
  updated_at timestamptz not null
);

-- A cart belongs to a buyer, or to whoever knows its token.
create table carts (
  id uuid primary key,
  buyer_id uuid,
  -- SHA-256 of the token: a leaked table opens no cart.
  token_hash text,
  -- A guest's cart after login: its lines have moved there.
  merged_into uuid,
  -- What the last shipping quotes were asked for: a hash of the address and one of each vendor's lines.
  quoted jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint carts_owner_check check ((buyer_id is null) <> (token_hash is null))
);
create unique index carts_buyer_id_key on carts (buyer_id) where buyer_id is not null;
create unique index carts_token_hash_key on carts (token_hash) where token_hash is not null;
create index carts_guest_updated_at on carts (updated_at) where token_hash is not null;

create table cart_lines (
  id uuid primary key,
  cart_id uuid not null references carts (id) on delete cascade,
  variant_id uuid not null,
  product_id uuid not null,
  vendor_id uuid not null,
  quantity integer not null check (quantity > 0),
  -- What the buyer saw and accepted last; the price that counts is asked of the catalog on every read.
  seen_price bigint not null check (seen_price >= 0),
  currency text not null,
  title text not null,
  variant_title text not null,
  image_url text,
  added_at timestamptz not null,
  -- When the buyer last accepted price and stock: marks that are older say nothing new.
  checked_at timestamptz not null,
  constraint cart_lines_cart_id_variant_id_key unique (cart_id, variant_id)
);
create index cart_lines_variant_id on cart_lines (variant_id);

-- One row for a variant that changed while it lies in some cart: marking a thousand carts costs one write.
create table variant_marks (
  variant_id uuid primary key,
  reason text not null check (reason in ('PRODUCT_CHANGED', 'PRODUCT_REMOVED', 'STOCK_CHANGED')),
  marked_at timestamptz not null
);
