-- Files that come in for imports. Kept in pieces until the import has ended.
create table import_uploads (
  id uuid primary key,
  vendor_id uuid not null references vendors (id),
  user_id uuid not null,
  -- SHA-256 of the token that lets a file in; null where the text came together with the order to import it.
  token_hash text,
  -- Null until the file is here.
  byte_size integer check (byte_size > 0),
  -- The import that took it.
  import_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index import_uploads_token on import_uploads (token_hash) where token_hash is not null;
create index import_uploads_waiting on import_uploads (expires_at) where import_id is null;
create index import_uploads_vendor on import_uploads (vendor_id, created_at) where import_id is null;

create table import_upload_chunks (
  upload_id uuid not null references import_uploads (id) on delete cascade,
  number integer not null,
  bytes bytea not null,
  primary key (upload_id, number)
);

-- A process: READ takes the file apart into product_import_rows, WRITE goes over its products in batches.
create table product_imports (
  id uuid primary key,
  vendor_id uuid not null references vendors (id),
  -- Who ordered it, and under which trace.
  actor_id uuid not null,
  trace_id text not null,
  idempotency_key text not null,
  body_hash text not null,
  upload_id uuid not null,
  byte_size integer not null,
  status text not null check (status in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  stage text not null check (stage in ('READ', 'WRITE')),
  dry_run boolean not null,
  -- Of the prices in the file.
  currency text not null,
  -- [{ "type": …, "categoryId": … }]
  category_map jsonb not null,
  -- Whether who ordered it may set the stock of variants that are there already.
  may_adjust boolean not null,
  -- Known columns of the file: what they are to us, and what the file calls them. Null until the header has been read.
  layout jsonb,

  total_rows integer,
  total_products integer,
  -- Products done so far: where a batch goes on after a crash.
  done_products integer not null default 0,
  processed_rows integer not null default 0,
  skipped_rows integer not null default 0,
  products_created integer not null default 0,
  products_updated integer not null default 0,
  products_unchanged integer not null default 0,
  products_skipped integer not null default 0,
  variants_created integer not null default 0,
  variants_updated integer not null default 0,
  variants_unchanged integer not null default 0,
  variants_removed integer not null default 0,
  images_added integer not null default 0,
  error_count integer not null default 0,
  warning_count integer not null default 0,
  -- How many issues of each code, also of those that were not kept.
  issue_codes jsonb not null default '{}',

  -- When to work on it (again); null once it has ended. While it is worked on: when it counts as abandoned.
  due_at timestamptz,
  -- How often it was taken up. Whoever has an older number has lost it.
  runs integer not null default 0,
  failures integer not null default 0,
  -- When watchers were last told.
  told_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  constraint product_imports_due check ((due_at is null) = (status in ('SUCCEEDED', 'FAILED', 'CANCELLED'))),
  constraint product_imports_finished check ((finished_at is null) = (due_at is not null))
);
create unique index product_imports_key on product_imports (actor_id, idempotency_key);
-- Two imports of one vendor would overtake each other product by product: one at a time.
create unique index product_imports_one_running on product_imports (vendor_id) where status = 'RUNNING';
create index product_imports_vendor on product_imports (vendor_id, created_at, id);
create index product_imports_due_at on product_imports (due_at) where due_at is not null;
create index product_imports_finished_at on product_imports (finished_at) where finished_at is not null;

-- The file, row by row, while its import runs.
create table product_import_rows (
  import_id uuid not null references product_imports (id) on delete cascade,
  -- As a spreadsheet counts: the header is 1.
  row_number integer not null,
  -- Products are counted in the order in which their handles appear first; rows of one need not stand together.
  product_number integer not null,
  handle text,
  sku text,
  -- Cells that hold something, by what they are to us.
  fields jsonb not null,
  -- What makes the row unreadable, where something does.
  problem jsonb,
  primary key (import_id, row_number)
);
create index product_import_rows_product on product_import_rows (import_id, product_number, row_number);
create index product_import_rows_sku on product_import_rows (import_id, sku, row_number) where sku is not null;
create index product_import_rows_handle on product_import_rows (import_id, handle);

create table product_import_issues (
  import_id uuid not null references product_imports (id) on delete cascade,
  number integer not null,
  severity text not null check (severity in ('ERROR', 'WARNING')),
  -- 0 for the file as a whole.
  row_number integer not null,
  column_name text,
  handle text,
  code text not null,
  message text not null,
  primary key (import_id, number)
);
create index product_import_issues_page on product_import_issues (import_id, severity, row_number, number);

-- What a file last said of a variant's stock. The same number said again is no news, whatever was sold in between.
create table imported_quantities (
  variant_id uuid primary key references variants (id),
  quantity integer not null check (quantity >= 0),
  import_id uuid not null,
  at timestamptz not null
);

-- The job that fetches pictures: how far it is with each, and what it found.
create table image_fetches (
  image_id uuid primary key references product_images (id) on delete cascade,
  tries integer not null,
  -- When to try (again); null once it is settled.
  due_at timestamptz,
  content_type text,
  width integer check (width > 0),
  height integer check (height > 0),
  byte_size integer check (byte_size > 0),
  etag text,
  fetched_at timestamptz
);
create index image_fetches_due on image_fetches (due_at) where due_at is not null;
