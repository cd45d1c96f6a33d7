-- no-transaction
-- Vendors by a name that is nearly right.
create index concurrently if not exists vendors_similar_name on vendors using gist (search_plain(name) gist_trgm_ops) where status = 'APPROVED';
