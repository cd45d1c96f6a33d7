-- Something people are to be told of: one row for each event, written with the inbox, worked off by a sweeper that asks
-- identity whom to tell and where.
create table dispatches (
  -- the event's id
  id uuid primary key,
  cause text not null,
  -- the event's payload; emptied once it is worked off, since it may hold an address
  payload jsonb not null,
  trace_id text not null,
  created_at timestamptz not null,
  due_at timestamptz,
  tries integer not null default 0 check (tries >= 0),
  finished_at timestamptz,
  -- why it was given up; null where it was not
  failure text,
  check ((due_at is null) = (finished_at is not null))
);
create index dispatches_due on dispatches (due_at, id) where due_at is not null;
create index dispatches_finished on dispatches (finished_at) where finished_at is not null;

-- What is told inside the app: to a person, or to whoever of a vendor's team holds a permission. Title and text are made
-- of kind and facts when it is read, in the reader's locale.
create table notifications (
  id uuid primary key,
  dispatch_id uuid not null,
  kind text not null,
  facts jsonb not null,
  user_id uuid,
  team_vendor_id uuid,
  team_permission text,
  about_vendor_id uuid,
  about_order_id uuid,
  about_vendor_order_id uuid,
  about_delivery_id uuid,
  about_product_id uuid,
  about_review_id uuid,
  -- of a person; members of a team have marks of their own
  read_at timestamptz,
  created_at timestamptz not null,
  check ((user_id is null) = (team_vendor_id is not null)),
  check ((team_vendor_id is null) = (team_permission is null)),
  check (team_vendor_id is null or read_at is null),
  -- told once, however often the dispatch is tried
  unique nulls not distinct (dispatch_id, kind, user_id, team_vendor_id)
);
create index notifications_of_user on notifications (user_id, created_at desc, id desc) where user_id is not null;
create index notifications_unread_of_user on notifications (user_id) where user_id is not null and read_at is null;
create index notifications_of_team on notifications (team_vendor_id, created_at desc, id desc) where team_vendor_id is not null;
create index notifications_by_age on notifications (created_at);

-- What one member has done with a notification of the team.
create table notification_marks (
  notification_id uuid not null references notifications on delete cascade,
  user_id uuid not null,
  read_at timestamptz,
  -- taken off this member's list
  hidden_at timestamptz,
  primary key (notification_id, user_id)
);
