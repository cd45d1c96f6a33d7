create extension if not exists pg_trgm;

create table vendors (
  id uuid primary key,
  slug text not null,
  name text not null,
  description text not null,
  business_type text not null,
  status text not null,
  -- Why it was rejected, suspended or closed; empty otherwise.
  status_reason text not null,
  status_changed_at timestamptz not null,
  -- The operator or owner who changed it; null for the registration itself.
  status_changed_by uuid references users (id) on delete set null,
  -- Set once, by the first approval: from then on the vendor may be named to the public.
  approved_at timestamptz,
  -- Public. Null: the store names none, and services write to its first owner.
  contact_email text,
  contact_phone text,
  logo_url text,
  banner_url text,
  country text not null,
  currency text not null,
  -- As of the latest review event.
  rating_count integer not null default 0,
  rating_sum integer not null default 0,
  rated_at timestamptz,
  -- The average in hundredths, for sorting: no float.
  rating_hundredths integer not null
    generated always as (case when rating_count = 0 then 0 else (rating_sum * 100) / rating_count end) stored,
  edit_version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint vendors_status_check check (status in ('PENDING', 'APPROVED', 'REJECTED', 'SUSPENDED', 'CLOSED')),
  constraint vendors_business_type_check check (business_type in ('INDIVIDUAL', 'SOLE_PROPRIETOR', 'PARTNERSHIP', 'COMPANY', 'NON_PROFIT')),
  constraint vendors_approved_at_check check (approved_at is not null or status not in ('APPROVED', 'SUSPENDED'))
);
-- Applications do not occupy an address: nobody can sit on names, nor find out by them who has applied.
create unique index vendors_slug_key on vendors (slug) where approved_at is not null;
create index vendors_public_newest_idx on vendors (approved_at desc, id desc) where status = 'APPROVED';
create index vendors_public_name_idx on vendors (lower(name), id) where status = 'APPROVED';
create index vendors_public_rating_idx on vendors (rating_hundredths desc, id desc) where status = 'APPROVED';
create index vendors_name_trgm_idx on vendors using gin (lower(name) gin_trgm_ops);
create index vendors_status_created_at_idx on vendors (status, created_at, id);

-- Where a vendor's parcels are picked up: one per vendor.
create table addresses (
  id uuid primary key,
  vendor_id uuid not null references vendors (id) on delete cascade,
  recipient text not null,
  phone text not null,
  line1 text not null,
  line2 text not null,
  city text not null,
  -- State or province; empty where a country has none.
  region text not null,
  postal_code text not null,
  country text not null,
  updated_at timestamptz not null,
  constraint addresses_vendor_id_key unique (vendor_id)
);

-- Roles that a vendor made itself.
create table vendor_roles (
  id uuid primary key,
  vendor_id uuid not null references vendors (id) on delete cascade,
  name text not null,
  permissions text[] not null,
  edit_version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint vendor_roles_vendor_id_id_key unique (vendor_id, id)
);
create unique index vendor_roles_name_key on vendor_roles (vendor_id, lower(name));

create table vendor_members (
  id uuid primary key,
  vendor_id uuid not null references vendors (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  role text not null,
  role_id uuid,
  active boolean not null default true,
  joined_at timestamptz not null,
  constraint vendor_members_seat_key unique (vendor_id, user_id),
  constraint vendor_members_role_check check (role in ('OWNER', 'ADMIN', 'MANAGER', 'STAFF', 'CUSTOM')),
  constraint vendor_members_role_id_check check ((role = 'CUSTOM') = (role_id is not null)),
  -- A role of another vendor cannot be given, whatever the code does.
  constraint vendor_members_role_id_fkey foreign key (vendor_id, role_id) references vendor_roles (vendor_id, id)
);
create index vendor_members_user_id_idx on vendor_members (user_id);
create index vendor_members_role_id_idx on vendor_members (vendor_id, role_id) where role_id is not null;
create index vendor_members_vendor_joined_idx on vendor_members (vendor_id, joined_at, id);

-- Open invitations: accepting or withdrawing one deletes it, a new one to the same address replaces it.
create table vendor_invitations (
  id uuid primary key,
  vendor_id uuid not null references vendors (id) on delete cascade,
  email text not null,
  role text not null,
  role_id uuid,
  invited_by uuid not null references users (id) on delete cascade,
  token_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint vendor_invitations_token_hash_key unique (token_hash),
  constraint vendor_invitations_address_key unique (vendor_id, email),
  constraint vendor_invitations_role_check check (role in ('OWNER', 'ADMIN', 'MANAGER', 'STAFF', 'CUSTOM')),
  constraint vendor_invitations_role_id_check check ((role = 'CUSTOM') = (role_id is not null)),
  constraint vendor_invitations_role_id_fkey foreign key (vendor_id, role_id) references vendor_roles (vendor_id, id)
);
create index vendor_invitations_expires_at_idx on vendor_invitations (expires_at);
