-- Reviews of products by those who bought them, and their totals per product and per vendor.

-- What people call things of other subgraphs: stores, orders, parts of orders, items. Kept from events, for the words of
-- notifications; an id that is not known yet is spoken of in general words.
create table names (
  id uuid primary key,
  name text not null,
  -- of the event it came with: an older one that comes later changes nothing
  as_of timestamptz not null
);

-- Items that were handed over to their buyers. One that is given back stays, as not delivered: a late event of its
-- delivery must not bring the right to review back.
create table purchases (
  order_item_id uuid primary key,
  product_id uuid not null,
  vendor_id uuid not null,
  buyer_id uuid not null,
  delivered boolean not null,
  -- version of the item that this row tells of
  version integer not null check (version > 0),
  changed_at timestamptz not null
);
create index purchases_delivered on purchases (buyer_id, product_id) where delivered;

create table reviews (
  id uuid primary key,
  product_id uuid not null,
  vendor_id uuid not null,
  author_id uuid not null,
  -- the purchase that gave the right to write it
  order_item_id uuid not null,
  status text not null check (status in ('PUBLISHED', 'REMOVED')),
  rating integer not null check (rating between 1 and 5),
  -- emptied when the author takes the review back
  title text not null,
  body text not null,
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  edit_version integer not null default 1 check (edit_version > 0),
  created_at timestamptz not null,
  edited_at timestamptz,
  check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);
-- Twenty requests at once make one review: this is what decides.
create unique index reviews_once on reviews (author_id, product_id) where status = 'PUBLISHED';
create index reviews_newest_of_product on reviews (product_id, created_at desc, id desc) where status = 'PUBLISHED';
create index reviews_rated_of_product on reviews (product_id, rating, created_at desc, id desc) where status = 'PUBLISHED';
create index reviews_newest_of_vendor on reviews (vendor_id, created_at desc, id desc) where status = 'PUBLISHED';
create index reviews_rated_of_vendor on reviews (vendor_id, rating, created_at desc, id desc) where status = 'PUBLISHED';

-- Changed in the transaction of each review, under the lock of the row: product first, then vendor.
create table rating_totals (
  subject text not null check (subject in ('PRODUCT', 'VENDOR')),
  subject_id uuid not null,
  rating_count integer not null default 0,
  rating_sum integer not null default 0,
  ones integer not null default 0 check (ones >= 0),
  twos integer not null default 0 check (twos >= 0),
  threes integer not null default 0 check (threes >= 0),
  fours integer not null default 0 check (fours >= 0),
  fives integer not null default 0 check (fives >= 0),
  primary key (subject, subject_id),
  check (rating_count = ones + twos + threes + fours + fives),
  check (rating_sum = ones + 2 * twos + 3 * threes + 4 * fours + 5 * fives)
);
