-- A wallet that a merchant brought: an account's extended public key, or a list of addresses. There
-- is nothing in here that could spend.
create table own_wallet (
  id            bigint generated always as identity primary key,
  merchant_id   text not null,
  family        text not null,
  kind          text not null check (kind in ('XPUB', 'LIST')),
  -- the key in its usual spelling, for XPUB
  account_key   text,
  -- what makes it the same wallet, however it is spelled
  identity      text not null unique,
  fingerprint   text not null,
  -- the first position that orders get: what lies below was used before the wallet came here
  first_position bigint not null default 0 check (first_position between 0 and 2147483647),
  -- how many indexes were derived, or addresses were listed: the next position
  next_position bigint not null check (next_position between 0 and 2147483648),
  -- the last position that was paid; for none the one before the first
  paid_position bigint not null default -1,
  active        boolean not null,
  created_by    text not null,
  created_at    timestamptz not null,
  -- the last addition to a list, in words; for the audit log
  added         text not null default '',
  check ((kind = 'XPUB') = (account_key is not null))
);
create unique index own_wallet_active on own_wallet (merchant_id, family) where active;

create table own_address (
  family        text not null,
  address       text not null,
  wallet        bigint not null references own_wallet,
  position      bigint not null,
  -- an order that is about to be written has it until then
  claimed_until timestamptz,
  -- null until it is given; never changed after that
  order_id      text,
  quote_no      int,
  given_at      timestamptz,
  -- whether a payment to it was ever final
  paid          boolean not null default false,
  primary key (family, address),
  unique (wallet, position),
  check ((order_id is null) = (quote_no is null) and (order_id is null) = (given_at is null))
);
create index own_address_free on own_address (wallet, position) where order_id is null;
create index own_address_paid on own_address (wallet, position) where paid;

-- A late payment must find its order: an address is never given twice, whatever a program may try.
create trigger given_once
  before update of family, address, wallet, position, claimed_until, order_id, quote_no, given_at
  on own_address
  for each row when (old.order_id is not null) execute function refuse_another_order();
