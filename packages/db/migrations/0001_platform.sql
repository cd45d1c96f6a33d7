-- What every subgraph's database needs, whatever its domain.

-- Answers of writes that a client may repeat. Rows live until expires_at, then a sweeper removes them.
create table idempotency (
  scope text not null,
  key text not null,
  body_hash text not null,
  state text not null check (state in ('running', 'done')),
  answer jsonb,
  expires_at timestamptz not null,
  primary key (scope, key)
);
create index idempotency_expires_at on idempotency (expires_at);

-- Events written in the transaction of the change they tell of; one relay carries them to the transport in order of id.
create table outbox (
  id bigint generated always as identity primary key,
  event_id uuid not null unique,
  name text not null,
  aggregate_id uuid not null,
  aggregate_version integer not null check (aggregate_version > 0),
  occurred_at timestamptz not null,
  trace_id text not null,
  payload jsonb not null,
  published_at timestamptz,
  unique (aggregate_id, aggregate_version)
);
create index outbox_unpublished on outbox (id) where published_at is null;
create index outbox_published_at on outbox (published_at) where published_at is not null;

-- The last version given to an event of each aggregate. Raising it locks the row, so versions leave no gap and the
-- outbox holds an aggregate's events in the order of its versions.
create table aggregate_versions (
  aggregate_id uuid primary key,
  version integer not null check (version > 0)
);

-- Events that a consumer has handled: written in the transaction of the effect, so that the effect happens once.
create table inbox (
  consumer text not null,
  event_id uuid not null,
  handled_at timestamptz not null,
  primary key (consumer, event_id)
);
create index inbox_handled_at on inbox (handled_at);

-- The last version of each aggregate that a consumer has handled.
create table inbox_versions (
  consumer text not null,
  aggregate_id uuid not null,
  version integer not null check (version > 0),
  primary key (consumer, aggregate_id)
);

-- Live fields: seq is raised on the topic's row in the transaction of the change; events are kept for a day to be replayed.
create table live_topics (
  topic text primary key,
  seq bigint not null check (seq >= 0)
);

create table live_events (
  topic text not null,
  seq bigint not null,
  payload jsonb not null,
  at timestamptz not null,
  primary key (topic, seq)
);
create index live_events_at on live_events (at);
