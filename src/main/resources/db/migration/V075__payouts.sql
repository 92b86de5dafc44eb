-- Money leaving. A row is what was asked for and where it stands; its reservation is a journal
-- entry that was written with it.
create table payout (
  id              uuid primary key,
  -- grows with time: the order of lists and of work
  no              bigint generated always as identity unique,
  kind            text not null,
  merchant_id     text, -- null for our own sweeps and top-ups
  chain           text not null,
  asset           text not null,
  -- nothing where a contract is put on the chain, and where a child pays a fee alone
  units           numeric(78, 0) not null
    check (units > 0 or (units = 0 and kind in ('DEPLOYMENT', 'CHILD'))),
  fee_units       numeric(78, 0) not null check (fee_units >= 0),
  destination     text not null,
  -- hot, the derivation index of the order's address that it leaves from, or orders where it
  -- sweeps many of them: sweep_share names these
  source          text not null,
  order_id        text,
  reference       text,
  idempotency_ref text,
  actor           text not null,
  state           text not null,
  -- what it waits for, by the name that the code knows; NONE where it is not held
  hold            text not null
    check ((hold = 'NONE') = (state <> 'HELD') or (hold = 'SHORT' and state = 'SEEN')),
  hold_reason     text not null,
  tx_hash         text,
  spent_units     numeric(78, 0),
  reverted        boolean not null default false,
  -- when a job should look at it next; null where nothing is to be done
  due_at          timestamptz,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  version         bigint not null,
  -- CUSTODIAL: we sign it; SELF: the merchant, with its own wallet
  custody         text not null default 'CUSTODIAL',
  -- the Lightning address or LNURL that the invoice was asked of; null where it was given itself
  payee           text
);
create unique index payout_reference on payout (merchant_id, reference)
  where reference is not null;
create unique index payout_idempotency on payout (merchant_id, idempotency_ref)
  where idempotency_ref is not null;
create index payout_of_merchant on payout (merchant_id, no desc);
create index payout_of_order on payout (order_id) where order_id is not null;
create index payout_due on payout (due_at) where due_at is not null;
create index payout_updated on payout (chain, updated_at);
create index payout_in_flight on payout (id)
  where state in ('BUILT', 'SIGNED', 'BROADCASTING', 'UNCLEAR');
create index payout_held on payout (no) where state = 'HELD';
create index payout_sweep on payout (source, asset) where kind = 'SWEEP';
-- One sweep of an address and asset is planned at a time, whoever plans it, and one that spends a
-- number of the hot address on nothing. What is signed is left out: a reorganisation may bring an
-- older one back, and nothing must stand in its way.
create unique index payout_sweeping on payout (chain, source, asset)
  where kind = 'SWEEP' and state in ('RESERVED', 'HELD', 'BUILT');

-- One sweeper of a chain and one payout to the cold address are planned at a time.
create unique index payout_deploying on payout (chain)
  where kind = 'DEPLOYMENT' and state in ('RESERVED', 'HELD', 'BUILT');
create unique index payout_cooling on payout (asset)
  where kind = 'COLD' and state in ('RESERVED', 'HELD', 'BUILT');

-- One consolidation of a coin is planned at a time; the planner looks at signed ones as well.
create unique index payout_consolidating on payout (asset)
  where kind = 'CONSOLIDATION' and state in ('RESERVED', 'HELD', 'BUILT');
create index payout_consolidation on payout (asset, no desc) where kind = 'CONSOLIDATION';

-- What one address has to do with a sweep of many.
create table sweep_share (
  payout_id     uuid not null references payout,
  source        text not null, -- its derivation index
  address       text not null,
  -- what it held when the sweep was planned
  units         numeric(78, 0) not null check (units > 0),
  -- of its authorization; -1 where it has delegated before
  account_nonce bigint not null,
  -- what the block says that it sent: 0 where it was left out, null while no block holds the sweep
  moved         numeric(78, 0),
  primary key (payout_id, source)
);
create index sweep_share_source on sweep_share (source);

-- What the planner of sweeps last found missing for an asset, for those whose payout waits for it.
create table sweep_lack (
  asset text primary key,
  words text not null
);

-- Its story, one line per move. Append-only.
create table payout_history (
  payout_id uuid not null references payout,
  version   bigint not null,
  at        timestamptz not null,
  state     text not null,
  words     text not null,
  primary key (payout_id, version)
);

-- The next number of each sender of ours, by chain.
create table sender_nonce (
  chain   text not null,
  address text not null,
  next    bigint not null check (next >= 0),
  primary key (chain, address)
);

-- A number that was given back unsigned (payout_id null) is the next one to be taken.
create table payout_place (
  chain     text not null,
  address   text not null,
  nonce     bigint not null,
  payout_id uuid unique references payout,
  -- what its transaction may cost at most, until it is signed
  gas_limit bigint not null,
  max_fee   numeric(78, 0) not null,
  priority  numeric(78, 0) not null,
  given_back_at timestamptz,
  primary key (chain, address, nonce),
  check ((payout_id is null) = (given_back_at is not null))
);
create index payout_place_free on payout_place (chain, address) where payout_id is null;

-- Signed bytes, stored before they are offered to anybody. Several where the fee was raised: all
-- of one place, so that one of them at most can ever be mined.
create table payout_signed (
  payout_id  uuid not null references payout,
  no         int not null,
  chain      text not null,
  address    text not null,
  nonce      bigint not null,
  tx_hash    text not null unique,
  raw        text not null,
  gas_limit  bigint not null,
  max_fee    numeric(78, 0) not null,
  priority   numeric(78, 0) not null,
  signed_at  timestamptz not null,
  offered_at timestamptz,
  -- the block that held it when it was last seen in one; null for none
  mined_block bigint,
  primary key (payout_id, no)
);
create index payout_signed_place on payout_signed (chain, address, nonce);
create index payout_signed_mined on payout_signed (chain, mined_block);

-- A transaction of coins, which pays one payout or more. They live and die together, and it is
-- taken apart only while nothing was signed for it.
create table coin_bundle (
  id           bigint generated always as identity primary key,
  chain        text not null,
  -- what the first bytes are made of
  change_units bigint not null check (change_units >= 0),
  fee          bigint not null check (fee > 0),
  weight       bigint not null,
  made_at      timestamptz not null
);

create table coin_bundle_payout (
  payout_id uuid primary key references payout,
  bundle_id bigint not null references coin_bundle,
  position  int not null,
  unique (bundle_id, position)
);

-- The coins that a bundle spends, which no other one may: the first of them for ever, since all
-- bytes of the bundle spend it, so that one of them at most can ever be mined.
create table coin_lock (
  chain     text not null,
  txid      text not null,
  output    bigint not null,
  bundle_id bigint not null references coin_bundle,
  -- in the order in which the transaction spends them
  position  int not null,
  -- the first of the bundle's bytes that spend it
  since_no  int not null,
  units     bigint not null check (units > 0),
  address   text not null,
  -- whether the address is in the branch of our change, and its number there or among the orders'
  is_change boolean not null,
  key_index bigint not null,
  -- the last of the bundle's bytes that spend it; null where later ones do as well
  until_no  int,
  primary key (chain, txid, output),
  unique (bundle_id, position)
);

-- Payouts that the signer refused, perhaps for one another's sake: each goes out alone then.
create table coin_alone (
  payout_id uuid primary key references payout,
  -- the coin without which the signer signs it no more; null for none
  txid      text,
  output    bigint,
  check ((txid is null) = (output is null))
);

-- Signed bytes of a bundle, stored before they are offered to anybody.
create table coin_signed (
  bundle_id   bigint not null references coin_bundle,
  no          int not null,
  tx_hash     text not null unique,
  raw         text not null,
  fee         bigint not null,
  weight      bigint not null,
  signed_at   timestamptz not null,
  offered_at  timestamptz,
  -- the block that held it when it was last seen in one; null for none
  mined_block bigint,
  primary key (bundle_id, no)
);
create index coin_signed_mined on coin_signed (mined_block);

-- A child (CPFP): a payout of our own that spends our change of what waits, and pays for both.
create table coin_child (
  payout_id   uuid primary key references payout,
  -- the bytes that it carries: it is worth nothing without them
  parent_hash text not null unique references coin_signed (tx_hash),
  -- the newest bytes of its parent's bundle as it was made: newer ones are to be mined in its place
  newest_no   int not null
);

-- The price of gas as a node said it last, so that asking for a payout calls no node.
create table gas_price (
  chain    text primary key,
  base     numeric(78, 0) not null,
  priority numeric(78, 0) not null,
  at       timestamptz not null
);

-- What the networks of coins ask for 1,000 virtual bytes, likewise.
create table coin_price (
  chain text primary key,
  rate  bigint not null check (rate > 0),
  at    timestamptz not null
);

-- What they asked in each hour, by the last that was noted in it, to tell what is cheap.
create table coin_price_hour (
  chain text not null,
  hour  timestamptz not null,
  rate  bigint not null check (rate > 0),
  primary key (chain, hour)
);

-- What a merchant is given to sign with its own wallet; made anew while nothing is seen.
create table payout_handed (
  payout_id    uuid primary key references payout,
  -- only what is in a block above it can pay for it
  after_block  bigint not null,
  from_address text,
  nonce        bigint not null,
  gas_limit    bigint,
  max_fee      numeric(78, 0),
  priority     numeric(78, 0),
  raw          text,
  words        text not null,
  -- the transaction that the merchant says it was
  told_hash    text,
  made_at      timestamptz not null
);

-- A transfer on the chain pays for one payout and no other. The payout is a merchant's own, or one
-- of ours of which an operator said, and the chain showed, that this transaction paid it.
create table payout_paid_by (
  chain     text not null,
  tx_hash   text not null,
  position  text not null,
  payout_id uuid not null unique references payout,
  block     bigint not null,
  primary key (chain, tx_hash, position)
);

-- Payouts that a back-up brought unsigned: the machine before may have paid them since. Whoever is
-- about to build one looks at the chain first, for ever.
create table payout_restored (
  payout_id uuid primary key references payout,
  -- when the newest of the back-ups that brought it was made
  made_at   timestamptz not null
);

-- The reorganisations of each chain up to which ended payouts were looked at again.
create table payout_rewind (
  chain text primary key,
  no    bigint not null
);
