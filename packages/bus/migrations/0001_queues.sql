-- The queues of the embedded transport. Nothing of the domain lives here: events on their way, and nothing else.

-- One row per event and group that must receive it, from publication until it is handled. While it is in flight, due_at is the
-- end of its lease; while it backs off, the time of the next attempt.
create table messages (
  consumer_group text not null,
  id bigint generated always as identity,
  event_id uuid not null,
  name text not null,
  wire_version integer not null,
  stream text not null,
  aggregate_id uuid not null,
  aggregate_version integer not null,
  occurred_at timestamptz not null,
  trace_id text not null,
  payload jsonb not null,
  attempts integer not null default 0,
  waits integer not null default 0,
  accept_gap boolean not null default false,
  due_at timestamptz not null,
  lease uuid,
  primary key (consumer_group, id)
  -- Rows live for milliseconds: room on the page for the update that leases them, and an early vacuum behind.
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
-- Whether an earlier version of the aggregate is still on its way to the group.
create index messages_lane on messages (aggregate_id, consumer_group, stream, aggregate_version);

-- What was published, to recognise repetitions after its messages are gone.
create table publications (
  event_id uuid primary key,
  published_at timestamptz not null
);
create index publications_published_at on publications (published_at);

-- Events that a group could not handle, kept until a human replays or discards them.
create table dead_letters (
  id bigint generated always as identity primary key,
  consumer_group text not null,
  event_id uuid not null,
  name text not null,
  wire_version integer not null,
  stream text not null,
  aggregate_id uuid not null,
  aggregate_version integer not null,
  occurred_at timestamptz not null,
  trace_id text not null,
  payload jsonb not null,
  attempts integer not null,
  reason text not null,
  died_at timestamptz not null
);
create index dead_letters_group on dead_letters (consumer_group, id);
create index dead_letters_aggregate on dead_letters (aggregate_id);
