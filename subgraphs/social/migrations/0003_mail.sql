-- Mails to send, queued in the transaction of what they tell of. What a mail
-- says is emptied once it is finished: it may hold a code.
create table mail_outbox (
  id uuid primary key,
  key text not null unique,
  to_address text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  unsubscribe_url text,
  state text not null check (state in ('queued', 'sent', 'suppressed', 'refused', 'expired')),
  attempts integer not null check (attempts >= 0),
  due_at timestamptz not null,
  give_up_at timestamptz not null,
  last_reason text,
  created_at timestamptz not null,
  finished_at timestamptz,
  check ((state = 'queued') = (finished_at is null))
);
create index mail_outbox_due on mail_outbox (due_at) where state = 'queued';
create index mail_outbox_finished on mail_outbox (finished_at) where state <> 'queued';

-- Addresses (in lower case) that a mail server has refused for good: nothing is sent to them again.
create table mail_suppressions (
  address text primary key,
  reason text not null,
  created_at timestamptz not null
);
