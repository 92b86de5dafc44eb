-- Addresses of ours that observers look for, for ever. The key is the family's canonical form
-- (lower case for evm); what people see is the spelling that was given.
create table watched_address (
  family         text not null,
  address        text not null,
  shown          text not null,
  -- While a payment is awaited, the observer also compares the native coin's balance.
  attended_from  timestamptz,
  attended_until timestamptz,
  -- What it sends is recorded too.
  outgoing       boolean not null default false,
  -- No key of ours: what is there is in no book of ours.
  others         boolean not null default false,
  -- Observers that keep all addresses in memory ask for those of transactions that may have ended
  -- since they last asked.
  made_in        xid8 not null default pg_current_xact_id(),
  primary key (family, address)
);
create index watched_address_made_in on watched_address (family, made_in);
create index watched_address_outgoing on watched_address (family, address) where outgoing;
create index watched_address_attended on watched_address (family, attended_until)
  where attended_until is not null;

-- The last block of each chain that was read and recorded. Moves in the transaction that records
-- what the block holds.
create table chain_cursor (
  chain  text primary key,
  number bigint not null,
  hash   text not null,
  time   timestamptz not null,
  head   bigint not null,
  -- By our clock: all that the nodes had then is read. A block's own time may run ahead of it.
  caught_up_at timestamptz not null
);

-- The latest blocks that were read: what a reorganisation is walked back on.
create table chain_block (
  chain  text not null,
  number bigint not null,
  hash   text not null,
  parent text not null,
  time   timestamptz not null,
  primary key (chain, number)
);

-- Where reading began, and some of the older blocks, for ever: a reorganisation may go deeper than
-- the latest blocks.
create table chain_landmark (
  chain  text not null,
  number bigint not null,
  hash   text not null,
  time   timestamptz not null,
  primary key (chain, number)
);

-- Where chains went back to: what had been done for good by blocks above is looked at again.
create table chain_rewind (
  no       bigint generated always as identity primary key,
  chain    text not null,
  ancestor bigint not null,
  at       timestamptz not null
);
create index chain_rewind_of_chain on chain_rewind (chain, no);

create table transfer (
  id             bigint generated always as identity primary key,
  chain          text not null,
  tx_hash        text not null,
  position       text not null,
  from_address   text,
  to_address     text not null,
  asset          text,
  contract       text not null,
  units          numeric(78, 0) not null check (units > 0),
  block_number   bigint,
  block_hash     text,
  block_time     timestamptz,
  first_seen_at  timestamptz not null,
  -- mempool: in no block yet; evicted: the mempool has dropped it and it may come back;
  -- mined: in a block of the recorded chain; lost: its block was orphaned and it may come back;
  -- gone: it did not come back in time, or another transaction spent what it spends.
  state          text not null check (state in ('mempool', 'evicted', 'mined', 'lost', 'gone')),
  told_confirmed boolean not null default false,
  -- The common ancestor's number of the reorganisation that lost it.
  lost_at        bigint,
  evicted_at     timestamptz,
  check ((state = 'mined') = (block_number is not null)),
  check ((state = 'mined') = (block_hash is not null)),
  -- The whole content: after a reorganisation a transaction may do something else at one position.
  unique (chain, tx_hash, position, to_address, contract, units)
);
create index transfer_block on transfer (chain, block_number);
create index transfer_unconfirmed on transfer (chain, block_number)
  where state = 'mined' and not told_confirmed and asset is not null;
create index transfer_lost on transfer (chain, lost_at) where state = 'lost';
create index transfer_waiting on transfer (chain) where state in ('mempool', 'evicted');
create index transfer_to on transfer (to_address);

-- What transactions spend that pay us, while they may still be displaced by others: bitcoin and
-- litecoin.
create table coin_input (
  id       bigint generated always as identity primary key,
  chain    text not null,
  tx_hash  text not null,
  spent_tx text not null,
  spent_no bigint not null,
  unique (chain, spent_tx, spent_no, tx_hash)
);
create index coin_input_tx on coin_input (chain, tx_hash);

-- Outputs to watched addresses that blocks of the recorded chain spend: a reorganisation takes the
-- row away.
create table coin_spend (
  chain        text not null,
  tx_hash      text not null,
  position     text not null,
  spent_by     text not null,
  block_number bigint not null,
  primary key (chain, tx_hash, position)
);
create index coin_spend_block on coin_spend (chain, block_number);
create index coin_spend_by on coin_spend (chain, spent_by);

-- Transactions that pay us and whose coins the chain lets be spent only many blocks later: those of
-- miners, and those out of Litecoin's extension blocks. A reorganisation takes the row away.
create table coin_minted (
  chain        text not null,
  tx_hash      text not null,
  block_number bigint not null,
  -- the first block that may spend them
  ripe_at      bigint not null,
  primary key (chain, tx_hash)
);
create index coin_minted_block on coin_minted (chain, block_number);

-- Transactions in recorded blocks that pay wallets which merchants brought, until their coins are
-- spent: who signs for a coin may want to see the whole transaction that it comes from.
create table coin_funding (
  chain        text not null,
  tx_hash      text not null,
  -- without witnesses: its hash is the id
  raw          bytea not null,
  block_number bigint not null,
  primary key (chain, tx_hash)
);
create index coin_funding_block on coin_funding (chain, block_number);

-- Signed transactions that we offered to a chain without accounts, and where it has them: nodes
-- that keep no index can only be asked for what waits.
create table coin_offer (
  chain        text not null,
  tx_hash      text not null,
  raw          text not null,
  fee          numeric(78, 0),
  offered_at   timestamptz not null,
  block_number bigint,
  block_hash   text,
  block_time   timestamptz,
  -- Another transaction that a block holds spends what it spends.
  displaced_in bigint,
  primary key (chain, tx_hash)
);
create index coin_offer_open on coin_offer (chain, block_number);

-- The inbox of the orders room. Facts of one transfer are acted on in the order of their ids.
create table transfer_fact (
  id          bigint generated always as identity primary key,
  transfer_id bigint not null references transfer (id),
  kind        text not null,
  at          timestamptz not null,
  done_at     timestamptz
);
create index transfer_fact_open on transfer_fact (id) where done_at is null;
create index transfer_fact_open_by_transfer on transfer_fact (transfer_id, id)
  where done_at is null;

-- The native balance of an attended address at the last block where it was explained by recorded
-- transfers. No units: still to be asked for at that block.
create table balance_mark (
  chain   text not null,
  address text not null,
  number  bigint not null,
  units   numeric(78, 0),
  primary key (chain, address)
);

-- What watched senders sent, in blocks of the recorded chain only: a reorganisation takes it away.
create table departure (
  chain        text not null,
  tx_hash      text not null,
  position     text not null,
  from_address text not null,
  to_address   text not null,
  asset        text not null,
  units        numeric(78, 0) not null check (units > 0),
  block_number bigint not null,
  block_time   timestamptz not null,
  primary key (chain, tx_hash, position)
);
create index departure_to on departure (chain, to_address, asset, units);
create index departure_block on departure (chain, block_number);

-- Transactions in recorded blocks that spend coins of ours; no fee where they spend others' too.
create table coin_departure (
  chain        text not null,
  tx_hash      text not null,
  fee          bigint check (fee >= 0),
  block_number bigint not null,
  primary key (chain, tx_hash)
);
create index coin_departure_block on coin_departure (chain, block_number);

-- How each endpoint of a chain is, as its observer last saw it.
create table chain_node (
  chain      text not null,
  ordinal    int not null,
  endpoint   text not null,
  healthy    boolean not null,
  head       bigint not null,
  words      text not null,
  checked_at timestamptz not null,
  primary key (chain, ordinal)
);
