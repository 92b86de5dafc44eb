-- Invoices of Lightning that payouts pay. The key sees to it that one payment hash is paid by one
-- payout at most, whoever asks, for ever: also where that payout failed. Only one that ended before
-- any node was told of it leaves its invoice to another.
create table lightning_payment (
  payment_hash text primary key check (payment_hash ~ '^[0-9a-f]{64}$'),
  payout_id    uuid not null unique references payout,
  millisatoshi bigint not null check (millisatoshi > 0),
  -- what routing may take at most, in millisatoshi
  fee_cap      bigint not null check (fee_cap >= 0),
  -- the public key of the node that was told to pay: only that one knows what became of it
  node_id      text,
  -- when it was told the last time; null for never
  tried_at     timestamptz,
  -- when the node's record was first found to know of it; null for never
  seen_at      timestamptz,
  -- until then whoever told it may be waiting for its answer, and nobody else tells it
  busy_until   timestamptz,
  -- what proves that it was paid; null before
  preimage     text,
  check ((tried_at is null) = (node_id is null))
);

-- The list of payments by Lightning goes by a payout's number.
create index payout_by_lightning on payout (no) where chain = 'BLN';
