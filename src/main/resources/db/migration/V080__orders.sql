-- An order: what the merchant's program asked for, and where it stands. The price, its terms and
-- the policy that it is judged by never change after creation.
create table orders (
  order_id         text primary key,
  merchant_id      text not null,
  order_type       text not null,
  state            text not null,
  price            numeric not null check (price > 0),
  currency         text not null,
  fixed_price      boolean not null,
  succeed_url      text,
  timeout_url      text,
  callback_url     text,
  timeout_callback text,
  post_callback    boolean not null,
  platform         text not null,
  origin           text not null,
  bind_id          text,
  website          text,
  api_key_id       bigint,
  remark           text not null,
  fee_bps          int not null,
  tolerance_bps    int not null,
  reversed         boolean not null,
  idempotency_ref  text,
  deadline         timestamptz not null,
  created_at       timestamptz not null,
  updated_at       timestamptz not null,
  version          bigint not null,
  -- What a plugin asked for and which of its orders came before: see ShopReference.
  shop_ref         text
);
-- A merchant's lists, newest first: the id begins with the time.
create index orders_of_merchant on orders (merchant_id, order_id desc);
-- One order per idempotency key, whatever happened to the answer.
create unique index orders_idempotency on orders (merchant_id, idempotency_ref)
  where idempotency_ref is not null;
-- A plugin that asks again for the same shop order gets the same one, and so do two that ask at the
-- same moment. The reference never changes and no state is in the index: an order that goes back to
-- WAITING must find no other in its place. By its operators people also look for a reference of
-- which they know the beginning.
create index orders_of_reference on orders (merchant_id, bind_id text_pattern_ops, order_id)
  where bind_id is not null;
create unique index orders_shop_ref on orders (merchant_id, shop_ref) where shop_ref is not null;
-- What the window's end must be looked for in; small, since it holds only what is open.
create index orders_open on orders (deadline)
  where state in ('CHOOSING', 'WAITING', 'UNDERPAID', 'REMAINDER_REQUESTED');
-- What people look for among many orders that went as they should. An order gets here when it turns
-- out so: making one costs nothing.
create index orders_odd on orders (merchant_id, order_id desc)
  where state in ('PARTIAL', 'REMAINDER_REQUESTED', 'RESOLVED', 'TERMINATED', 'REFUNDED');

-- An offer to the payer. Never changed: another coin or the request of a remainder is a new row.
create table order_quote (
  -- of an order: both are written by one statement, or the order is locked; a foreign key would be
  -- one more query and lock for each of thousands of orders a second
  order_id     text not null,
  no           int not null,
  chain        text not null,
  asset        text not null,
  units        numeric(78, 0) not null check (units > 0),
  address      text not null,
  rate         numeric not null,
  sources      text[] not null,
  rated_at     timestamptz not null,
  created_at   timestamptz not null,
  deadline     timestamptz not null,
  remainder_of int not null,
  -- What a payment of it waits for, as it was when it was made.
  confirmations  int not null check (confirmations >= 0),
  worth          numeric, -- of what is sold, where it may count unconfirmed
  worth_currency text,
  by_band        boolean not null, -- said by the merchant's bands; else the chain's depth holds
  primary key (order_id, no)
);

-- The right to choose a coin for an order. Only its hash is kept.
create table checkout_token (
  token_hash bytea primary key,
  order_id   text not null references orders,
  expires_at timestamptz not null
);
-- For forgetting the old ones: rows lie in the order of their ends, so this costs next to nothing.
create index checkout_token_ends on checkout_token using brin (expires_at);

-- One transfer to an address of an order, as the merchant sees it.
create table payment (
  payment_id   uuid primary key,
  merchant_id  text not null,
  order_id     text not null references orders,
  quote_no     int not null,
  type         text not null,
  state        text not null,
  asset        text not null,
  units        numeric(78, 0) not null check (units > 0),
  fee_units    numeric(78, 0) not null check (fee_units >= 0),
  transfer_id  bigint not null unique,
  tx_hash      text not null,
  from_address text,
  to_address   text not null,
  block_number bigint,
  sighted_at   timestamptz not null,
  confirmed_at timestamptz,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  custody      text not null default 'CUSTODIAL',
  taken_at     timestamptz, -- when it counted at the depth of its quote
  doubt        text not null default '' -- why it did not count unconfirmed; see EarlyDoubt
);
create index payment_of_order on payment (order_id);
create index payment_of_merchant on payment (merchant_id, created_at desc, payment_id desc);
create index payment_unknown on payment (merchant_id, created_at desc, payment_id desc)
  where type = 'UNKNOWN';
create index payment_of_transaction on payment (tx_hash);

-- What a merchant's risk is summed up from; small: it holds only what is not final, and losses.
create index payment_at_risk on payment (merchant_id)
  where state in ('SEEN', 'REVERSED') and taken_at is not null;
-- What is to be taken at the depth of its quote is looked for here.
create index orders_confirming on orders (order_id) where state = 'CONFIRMING';

-- The story of an order: one line for each fact that was worth telling. Append-only.
create table order_history (
  order_id   text not null references orders,
  version    bigint not null,
  at         timestamptz not null,
  from_state text not null,
  to_state   text not null,
  fact       text not null,
  words      text not null,
  primary key (order_id, version)
);

-- Money that goes back to the payer: one row for each payout that carries it. What it takes of
-- what came in counts from the moment at which it was asked for, until it fails.
create table order_refund (
  payout_id       uuid primary key,
  -- in the order in which they were asked for
  no              bigint generated always as identity,
  merchant_id     text not null,
  order_id        text not null references orders,
  kind            text not null,
  state           text not null,
  asset           text not null,
  units           numeric(78, 0) not null check (units > 0),
  -- how much of the price it was asked for as
  fiat            numeric,
  fee_units       numeric(78, 0) not null check (fee_units >= 0),
  fee_bearer      text not null,
  destination     text not null,
  tx_hash         text,
  idempotency_ref text,
  actor           text not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null
);
create index order_refund_of_order on order_refund (order_id);
create index order_refund_of_merchant
  on order_refund (merchant_id, created_at desc, payout_id desc);
create index order_refund_of_transaction on order_refund (tx_hash) where tx_hash is not null;

-- The payer's right to say where a refund is to go, and what he said. Only its hash is kept.
create table refund_link (
  token_hash bytea primary key,
  order_id   text not null references orders,
  asset      text not null,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  -- a refund was asked for: from then on the address stands
  closed_at   timestamptz,
  address     text,
  -- where the payer's wallet may take the refund by itself (LNURL-withdraw): SHA-256 of the key by
  -- which it does, how much, and who asks for the refund by having made the link; null otherwise
  claim_hash  bytea unique,
  claim_units numeric(78, 0) check (claim_units > 0),
  claim_actor text,
  check ((claim_hash is null) = (claim_units is null)),
  check ((claim_hash is null) = (claim_actor is null))
);
create index refund_link_of_order on refund_link (order_id, made_at desc);
