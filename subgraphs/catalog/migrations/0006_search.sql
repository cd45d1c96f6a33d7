create extension if not exists pg_trgm;

-- What can be found: one row for each product that the public sees or has seen. Everything a search asks for stands in it,
-- so that nothing is joined while thousands of matches are counted.
create table search_documents (
  product_id uuid primary key references products (id),
  listed boolean not null,
  -- Words, stems behind `~`, codes behind `#`, made by the application: it marks what matched by the same rules.
  vector tsvector not null,
  -- Vendor, category, brand, product type and tags, each behind its kind.
  keys text[] not null,
  -- Of vector and keys, so that what is the same is not written again.
  digest text not null,
  currency text not null,
  min_price bigint not null,
  max_price bigint not null,
  in_stock boolean not null,
  rating_hundredths integer not null,
  sales_count integer not null,
  created_at timestamptz not null
) with (fillfactor = 80);

-- The only index besides the key: then a sale, a review, or a vendor that is hidden changes no index at all. Without
-- `fastupdate` a change of text costs more and no search ever reads a list of pending entries.
create index search_documents_found on search_documents using gin (vector, keys) with (fastupdate = off);

-- How many listed documents hold a word or a key: what is known, what was meant, and how broad a query is.
create table search_words (
  word text collate "C" primary key,
  uses integer not null
);
-- Of words alone; 35 is `#`, 58 is `:`, 126 is `~`.
create index search_words_similar on search_words using gist (word gist_trgm_ops) where ascii(word) not in (35, 58, 126);
create index search_words_unused on search_words (word) where uses <= 0;

-- Changes of those numbers, written with the documents and added up by a sweeper: `shirt` is in thousands of products, and
-- two vendors who save one each must not wait for each other.
create table search_word_changes (
  id bigint generated always as identity primary key,
  word text collate "C" not null,
  delta integer not null
);
create index search_word_changes_word on search_word_changes (word);

-- With which names a category stands in its products' documents. A category that is not in here has to be indexed, so
-- that products which were there before this table are found soon after.
create table search_categories (
  category_id uuid primary key references categories (id),
  trail text not null
);

-- A name as it is compared. As a function, so that the index of vendors and the query say the same.
create function search_plain(name text) returns text language sql immutable strict parallel safe
  return lower(regexp_replace(normalize(name, nfkd), '[\u0300-\u036f]', '', 'g'));
