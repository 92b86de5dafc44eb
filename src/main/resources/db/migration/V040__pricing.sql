-- The last answer of each rate source: what a node quotes from after a restart, and what nodes that
-- do not fetch themselves read. A price counts only while it is fresh, wherever it is kept.
create table rate_source (
  source      text primary key,
  answered_at timestamptz,
  failed_at   timestamptz,
  -- words about the last failure, or about single prices that were not believed
  words       text not null
);

create table rate_snapshot (
  source text not null references rate_source,
  base   text not null,
  quote  text not null,
  -- how much of quote one of base is
  price  numeric not null check (price > 0),
  at     timestamptz not null,
  primary key (source, base, quote)
);
