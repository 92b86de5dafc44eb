-- How a node of Lightning was found when it was looked at last, and what it answered last.
create table lightning_look (
  chain         text primary key,
  label         text not null,
  asked_at      timestamptz not null,
  failing_since timestamptz, -- null where it answered the last look
  words         text not null, -- why it did not; empty where it did
  answered_at   timestamptz, -- null where it never did, and then all that follows
  node_id       text,
  alias         text,
  program       text,
  height        bigint,
  synced        boolean,
  local         bigint, -- millisatoshi, as the next two
  spendable     bigint,
  receivable    bigint,
  on_chain      bigint -- satoshi
);

-- What our node was paid by invoices that no order has: what is in the channel is explained.
create table lightning_unknown (
  no           bigint generated always as identity primary key,
  payment_hash text not null unique,
  chain        text not null,
  millisatoshi bigint not null,
  settled_at   timestamptz not null
);
