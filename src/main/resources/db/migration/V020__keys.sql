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

-- The signer's own memory: what a payout was signed for, for ever. A row is committed before the
-- signature leaves the signer.
create table signing (
  payout          text primary key,
  purpose         text not null,
  merchant        text not null, -- empty for our own
  chain           text not null,
  asset           text not null,
  -- 0 for a sponsored sweep: all that its addresses hold; and for a child, which pays a fee alone
  units           numeric(78, 0) not null check (units >= 0),
  destination     text not null,
  sender          text not null,
  -- indexes of the addresses that a sponsored sweep empties; empty otherwise
  accounts        text not null,
  first_signed_at timestamptz not null
);

-- The places in the sender's row that a payout was signed for. One of them can be mined each: a
-- second place is a second payment, and counts against the caps as one.
create table signing_place (
  payout    text not null references signing,
  nonce     bigint not null check (nonce >= 0),
  asset     text not null,
  units     numeric(78, 0) not null,
  purpose   text not null,
  signed_at timestamptz not null,
  primary key (payout, nonce)
);
create index signing_place_counted on signing_place (asset, signed_at);

-- The coin that every transaction of a payout spends: two that pay it can never both be mined.
create table signing_anchor (
  payout text primary key references signing,
  chain  text not null,
  txid   text not null,
  output bigint not null,
  at     timestamptz not null
);

-- What a coin was first told to hold: it is never signed with another sum.
create table signing_coin (
  chain  text not null,
  txid   text not null,
  output bigint not null,
  units  bigint not null check (units > 0),
  primary key (chain, txid, output)
);

-- Fees count against the day's cap too. Each row is what a signature added to the fees that were
-- counted before for the coins that it spends. Of transactions that spend a coin in common one at
-- most is mined: no set that can be mined pays more in fees than the rows of its coins add up to.
create table signing_coin_fee (
  id        bigint generated always as identity primary key,
  chain     text not null,
  txid      text not null,
  output    bigint not null,
  asset     text not null,
  units     bigint not null check (units > 0),
  signed_at timestamptz not null,
  foreign key (chain, txid, output) references signing_coin
);
create index signing_coin_fee_of on signing_coin_fee (chain, txid, output);
create index signing_coin_fee_counted on signing_coin_fee (asset, signed_at);
create index signing_coin_fee_by_day on signing_coin_fee (chain, signed_at);

-- Gas counts against the cap of a day's fees. Each row is what a signature added to what was
-- counted before for its number: of a sender's transactions with one number one at most is mined.
create table signing_gas (
  id        bigint generated always as identity primary key,
  chain     text not null,
  sender    text not null,
  nonce     bigint not null,
  payout    text not null references signing,
  -- of the chain's own coin
  units     numeric(78, 0) not null check (units > 0),
  signed_at timestamptz not null
);
create index signing_gas_of on signing_gas (chain, sender, nonce);
create index signing_gas_counted on signing_gas (chain, signed_at);

-- The kill switch: one row, which every signing locks for a moment.
create table signing_stop (
  id         int primary key check (id = 1),
  stopped    boolean not null,
  reason     text not null,
  changed_by text not null,
  changed_at timestamptz not null
);
insert into signing_stop values (1, false, '', '', 'epoch');

-- When a merchant's withdrawal was first to go to a destination.
create table known_destination (
  merchant      text not null,
  chain         text not null,
  address       text not null,
  first_seen_at timestamptz not null,
  primary key (merchant, chain, address)
);

-- Where a merchant's owner lets withdrawals go.
create table allowed_destination (
  merchant text not null,
  chain    text not null,
  address  text not null,
  label    text not null, -- what people call it
  added_by text not null,
  added_at timestamptz not null,
  primary key (merchant, chain, address)
);

-- A second person's word for one payout, as it was shown to that person.
create table spending_approval (
  payout      text not null,
  -- whether a gateway in another process told of it: what is given at the signer's machine is not
  told        boolean not null,
  asset       text not null,
  units       numeric(78, 0) not null,
  destination text not null,
  requester   text not null,
  person      text not null check (person <> requester),
  at          timestamptz not null,
  primary key (payout, told)
);

-- What waits for a second person, as the signer was first asked for it. Nothing of it is changed:
-- nobody can swap what was looked at before it is approved.
create table approval_wanted (
  payout         text primary key,
  purpose        text not null,
  merchant       text not null,
  chain          text not null,
  asset          text not null,
  units          numeric(78, 0) not null,
  shown          text not null, -- the amount as people read it
  destination    text not null,
  first_asked_at timestamptz not null,
  last_asked_at  timestamptz not null
);
create index approval_wanted_newest on approval_wanted (last_asked_at);

-- What the signer was asked to sign and did not, once for each rule.
create table signing_refusal (
  payout text not null,
  rule   text not null,
  at     timestamptz not null,
  primary key (payout, rule)
);
