-- Where change of a merchant's own wallet goes, each once: in the wallet's branch for change, or
-- where it has none, an address for payments that no order gets.
create table own_change (
  family    text not null,
  address   text not null,
  wallet    bigint not null references own_wallet,
  is_change boolean not null,
  position  bigint not null,
  -- the payout that it was taken for; null where it is only watched: the wallet may use it
  taken_for text unique,
  -- never to be taken: the machine before a restore may have given it
  used      boolean not null default false,
  primary key (family, address),
  unique (wallet, is_change, position)
);

-- What a merchant is given to sign with its own wallet of coins.
create table own_draft (
  payout_id  uuid primary key references payout,
  -- BIP174 in Base64, unsigned
  psbt       text not null,
  -- the id of the transaction, whoever signs it; the same payout asked again may have the same
  tx_hash    text not null,
  fee        bigint not null check (fee >= 0),
  made_at    timestamptz not null,
  -- the transaction with its signatures, once the merchant gave it: it is offered to the network
  raw        text,
  signed_at  timestamptz,
  offered_at timestamptz,
  -- what the network said of it; empty for nothing
  answer     text not null default '',
  -- whether a block ever had it: it may then be mined again, whatever the nodes know now
  was_mined  boolean not null default false,
  check ((raw is null) = (signed_at is null))
);

create index own_draft_tx on own_draft (tx_hash);

-- The transaction that paid it in the draft's place: kept though a reorganisation took its block.
create table own_instead (
  payout_id uuid primary key references payout,
  tx_hash   text not null,
  -- which of its outputs paid it
  output    integer not null,
  -- the coins of merchants' wallets that it spends, as id:output
  coins     text[] not null
);

-- In which block such a transaction is by what nodes said when the merchant gave it: it spends no
-- coin that is known here, so that nothing is read of it.
create table own_proof (
  payout_id  uuid primary key references payout,
  tx_hash    text not null,
  block      bigint not null,
  block_hash text not null
);

-- The coins that a draft spends, which no other draft may while its payout may still be signed.
create table own_coin_lock (
  chain     text not null,
  txid      text not null,
  output    bigint not null,
  payout_id uuid not null references payout,
  units     bigint not null check (units > 0),
  address   text not null,
  primary key (chain, txid, output)
);
create index own_coin_lock_payout on own_coin_lock (payout_id);
