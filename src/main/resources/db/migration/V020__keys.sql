-- A value sealed under the master key when the database was first used. It tells a lost or wrong
-- master key at start-up, before anything is sealed under another one.
create table key_check (
  id         int primary key check (id = 1),
  sealed     bytea not null,
  created_at timestamptz not null
);

-- The wallet's seed: BIP39 entropy, sealed. One per deployment; more come with rotation.
create table seed (
  id         int primary key check (id = 1),
  sealed     bytea not null,
  created_at timestamptz not null,
  -- when its words were shown for back-up; they are shown once
  shown_at   timestamptz
);
