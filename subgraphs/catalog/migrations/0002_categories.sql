-- A tree of any depth. `path` holds the ids from the root to the category itself: ancestors and descendants are one lookup.
create table categories (
  id uuid primary key,
  parent_id uuid references categories (id),
  path uuid[] not null,
  name text not null,
  slug text not null,
  icon text not null default '',
  position integer not null,
  -- Products of exactly this category that the public sees; descendants are summed along `path` when read.
  listed_products integer not null default 0 check (listed_products >= 0),
  edit_version integer not null default 1 check (edit_version > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint categories_path_ends_here check (path[cardinality(path)] = id),
  constraint categories_path_has_parent check (
    (parent_id is null and cardinality(path) = 1) or path[cardinality(path) - 1] = parent_id
  )
);
create unique index categories_slug on categories (slug);
create index categories_parent on categories (parent_id, position, id);
create index categories_path on categories using gin (path);

-- One row. Whoever changes the shape of the tree locks it first: two moves at once could otherwise make a circle, each
-- looking right by itself.
create table category_tree (
  id uuid primary key,
  changed_at timestamptz not null
);
insert into category_tree (id, changed_at) values ('019b0000-0000-7000-8000-0000000000ff', '2026-01-01T00:00:00Z');

insert into categories (id, parent_id, path, name, slug, icon, position, created_at, updated_at)
select id, null, array[id], name, slug, icon, position, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'
from (values
  ('019b0000-0000-7000-8000-000000000001'::uuid, 'Electronics', 'electronics', 'devices', 1),
  ('019b0000-0000-7000-8000-000000000002'::uuid, 'Clothing', 'clothing', 'apparel', 2),
  ('019b0000-0000-7000-8000-000000000003'::uuid, 'Home & Garden', 'home-garden', 'home', 3),
  ('019b0000-0000-7000-8000-000000000004'::uuid, 'Sports', 'sports', 'sports', 4),
  ('019b0000-0000-7000-8000-000000000005'::uuid, 'Books', 'books', 'book', 5),
  ('019b0000-0000-7000-8000-000000000006'::uuid, 'Beauty', 'beauty', 'beauty', 6),
  ('019b0000-0000-7000-8000-000000000007'::uuid, 'Automotive', 'automotive', 'car', 7),
  ('019b0000-0000-7000-8000-000000000008'::uuid, 'Toys', 'toys', 'toy', 8),
  ('019b0000-0000-7000-8000-000000000009'::uuid, 'Health', 'health', 'health', 9),
  ('019b0000-0000-7000-8000-00000000000a'::uuid, 'Food', 'food', 'food', 10),
  ('019b0000-0000-7000-8000-00000000000b'::uuid, 'Other', 'other', 'other', 11)
) as roots (id, name, slug, icon, position);
