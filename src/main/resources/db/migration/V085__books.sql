-- The journal against the chains: how far each chain was compared.
create table book_progress (
  chain     text primary key,
  block     bigint not null,
  hash      text not null,
  -- the last recorded transfer whose addresses were asked for
  transfer  bigint not null,
  -- the derivation index up to which the slow pass over all addresses has come
  passed_to bigint not null,
  at        timestamptz not null
);

-- What an address of ours held at the end of the block at which it was asked for last. Nothing is
-- known to have moved there since.
create table book_holding (
  asset   text not null,
  address text not null,
  units   numeric(78, 0) not null,
  block   bigint not null,
  primary key (asset, address)
);
create index book_holding_some on book_holding (asset) include (units) where units <> 0;
create index book_holding_oldest on book_holding (asset, block) where units <> 0;
create index book_holding_block on book_holding (asset, block);

create table book_comparison (
  asset  text primary key,
  block  bigint not null,
  at     timestamptz not null,
  held   numeric(78, 0) not null,
  booked numeric not null,
  since  timestamptz,
  check ((held = booked) = (since is null))
);

-- Each change of a difference, 0 included.
create table book_difference (
  id    bigint generated always as identity primary key,
  asset text not null,
  block bigint not null,
  at    timestamptz not null,
  units numeric not null
);
