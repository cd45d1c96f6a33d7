-- People with an account. E-mail addresses are kept in lower case, so that one mailbox has one account.
create table users (
  id uuid primary key,
  email text not null,
  -- Null until the owner of the mailbox has typed the code, or used a link that was mailed there.
  email_verified_at timestamptz,
  -- PHC string of argon2id.
  password_hash text not null,
  name text not null,
  -- E.164.
  phone text,
  avatar_url text,
  -- BCP 47.
  locale text not null,
  currency text not null,
  -- IANA name.
  time_zone text not null,
  operator_role text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint users_email_key unique (email),
  constraint users_email_lower check (email = lower(email)),
  constraint users_operator_role_check check (operator_role in ('ADMIN', 'SUPPORT'))
);

-- The one code by which an address can be verified at present: a newer mail replaces the older code.
create table email_codes (
  user_id uuid primary key references users (id) on delete cascade,
  -- HMAC: six digits alone would be found in a second by whoever reads the table.
  code_hash text not null,
  attempts integer not null,
  expires_at timestamptz not null,
  sent_at timestamptz not null
);

-- The one link by which a password can be set anew at present. Deleted when it is used.
create table password_resets (
  user_id uuid primary key references users (id) on delete cascade,
  token_hash text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  constraint password_resets_token_hash_key unique (token_hash)
);

-- Attempts counted in windows: login by account and by address, mails by address. Keys hold hashes, not addresses.
create table attempt_counters (
  key text primary key,
  count integer not null,
  window_ends_at timestamptz not null
);
create index attempt_counters_window_ends_at_idx on attempt_counters (window_ends_at);
