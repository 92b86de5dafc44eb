-- The back-ups that this database came from, newest last; empty for one that was begun here.
create table restoration (
  backup      text primary key,
  made_at     timestamptz not null,
  restored_at timestamptz not null
);
