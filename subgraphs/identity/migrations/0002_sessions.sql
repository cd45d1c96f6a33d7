-- Keys that sign access tokens. A key is published before it signs and until the last token it signed has expired.
create table signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  -- The private JWK, sealed with AES-256-GCM under a key derived from the service's secret.
  private_jwk_sealed text not null,
  created_at timestamptz not null,
  signs_from timestamptz not null,
  -- Set when a successor is made: until then the key is published without end.
  published_until timestamptz
);
create index signing_keys_signs_from_idx on signing_keys (signs_from);

-- One login on one device: the family of its refresh tokens.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  user_agent text not null,
  -- 203.0.113.0/24 or 2001:db8:1::/48, never the whole address.
  address_prefix text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  -- Moved forward by every refresh, never past the absolute end.
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  constraint sessions_revoked_check check ((revoked_at is null) = (revoked_reason is null)),
  constraint sessions_revoked_reason_check
    check (revoked_reason in ('LOGGED_OUT', 'PASSWORD_CHANGED', 'PASSWORD_RESET', 'REFRESH_TOKEN_REUSED'))
);
create index sessions_user_id_created_at_idx on sessions (user_id, created_at, id);
create index sessions_revoked_at_idx on sessions (revoked_at) where revoked_at is not null;
create index sessions_expires_at_idx on sessions (expires_at);

create table refresh_tokens (
  -- SHA-256 of 256 random bits: nothing to guess, so no slow hash.
  token_hash text primary key,
  session_id uuid not null references sessions (id) on delete cascade,
  issued_at timestamptz not null,
  -- Set at the first use. A second use is a theft, but for one repetition by the same client within the grace.
  used_at timestamptz,
  grace_used boolean not null default false
);
create index refresh_tokens_session_id_idx on refresh_tokens (session_id);
