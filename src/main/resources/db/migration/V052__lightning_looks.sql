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
