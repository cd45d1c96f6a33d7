create table products (
  id uuid primary key,
  vendor_id uuid not null references vendors (id),
  -- What imports know the product by; stays when title and slug change.
  handle text not null,
  slug text not null,
  title text not null check (title <> ''),
  -- HTML, sanitised before it is stored.
  description text not null default '',
  seo_title text not null default '',
  seo_description text not null default '',
  status text not null check (status in ('DRAFT', 'ACTIVE', 'INACTIVE', 'OUT_OF_STOCK', 'DISCONTINUED')),
  category_id uuid not null references categories (id),
  product_type text,
  brand text,
  tags text[] not null default '{}',
  option_names text[] not null default '{}' check (cardinality(option_names) <= 3),
  currency text not null,
  -- What variants with an adjustment start from.
  base_price bigint check (base_price >= 0),

  -- Derived from variants, stock, vendor, reviews and orders by productChanged and the consumers, so that lists aggregate nothing.
  listed boolean not null default false,
  min_price bigint not null default 0,
  max_price bigint not null default 0,
  available_total integer not null default 0 check (available_total >= 0),
  in_stock boolean not null default false,
  counted_category_id uuid references categories (id),
  rating_count integer not null default 0,
  rating_sum integer not null default 0,
  rating_hundredths integer not null default 0,
  rating_at timestamptz,
  sales_count integer not null default 0 check (sales_count >= 0),

  -- Raised by edits of the vendor alone: a sale must not make an open form stale.
  edit_version integer not null default 1 check (edit_version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  published_at timestamptz,
  deleted_at timestamptz,
  constraint products_listed_counted check (listed = (counted_category_id is not null))
) with (fillfactor = 85);

create unique index products_handle on products (vendor_id, handle) where deleted_at is null;
create unique index products_slug on products (vendor_id, slug) where deleted_at is null;
create index products_vendor on products (vendor_id, created_at, id) where deleted_at is null;
create index products_newest on products (created_at, id) where listed;
create index products_price on products (min_price, id) where listed;
create index products_title on products (title, id) where listed;
create index products_best_selling on products (sales_count, id) where listed;
create index products_rating on products (rating_hundredths, id) where listed;
create index products_category on products (category_id, created_at, id) where listed;
create index products_vendor_listed on products (vendor_id, created_at, id) where listed;
create index products_category_any on products (category_id);
create index products_counted_category on products (counted_category_id) where counted_category_id is not null;

create table product_images (
  id uuid primary key,
  product_id uuid not null references products (id),
  -- Where it is served from; the same as source_url until it has been fetched.
  url text not null,
  source_url text not null,
  alt_text text not null default '',
  position integer not null,
  state text not null check (state in ('PENDING', 'READY', 'FAILED')),
  -- Why it could not be fetched.
  failure text,
  created_at timestamptz not null
);
create index product_images_product on product_images (product_id, position, id);
create index product_images_pending on product_images (id) where state = 'PENDING';

create table variants (
  id uuid primary key,
  product_id uuid not null references products (id),
  vendor_id uuid not null references vendors (id),
  position integer not null,
  -- The option values joined, such as `Red / M`; empty for a product without options.
  title text not null,
  option_values text[] not null,
  -- The values as they are compared: without case, so that `Blue` and `blue` are one.
  option_key text not null,
  sku text,
  -- What it costs, in the product's currency. With an adjustment this is base_price + price_adjustment.
  price bigint not null check (price >= 0),
  price_adjustment bigint,
  compare_at_price bigint check (compare_at_price >= 0),
  barcode text,
  weight_grams integer check (weight_grams >= 0),
  length_mm integer check (length_mm >= 0),
  width_mm integer check (width_mm >= 0),
  height_mm integer check (height_mm >= 0),
  image_id uuid references product_images (id) on delete set null,
  low_stock_threshold integer not null check (low_stock_threshold >= 0),
  -- Where `available` stands against the threshold; a change of it is what alerts and events tell of.
  stock_state text not null check (stock_state in ('IN_STOCK', 'LOW', 'OUT')),
  edit_version integer not null default 1 check (edit_version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index variants_options on variants (product_id, option_key) where deleted_at is null;
create index variants_product on variants (product_id, position, id) where deleted_at is null;
create index variants_sku on variants (vendor_id, sku) where deleted_at is null and sku is not null;
create index variants_inventory on variants (vendor_id, id) where deleted_at is null;
create index variants_stock_state on variants (vendor_id, stock_state, id) where deleted_at is null and stock_state <> 'IN_STOCK';
create index variants_image on variants (image_id) where image_id is not null;
