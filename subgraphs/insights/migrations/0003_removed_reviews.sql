-- A review that its author took back no longer counts, whichever of its events is heard of first.
alter table reviews add column removed_at timestamptz;
