-- Invoices of Lightning that orders were given: what a payer's wallet reads, by the payment hash
-- that is the order's address. A node makes one before its order is written; one that came to no
-- order is in no row here, and was shown to nobody.
create table lightning_invoice (
  payment_hash text primary key check (payment_hash ~ '^[0-9a-f]{64}$'),
  order_id     text not null,
  quote_no     int not null,
  request      text not null, -- BOLT11, in small letters
  millisatoshi bigint not null check (millisatoshi > 0),
  made_at      timestamptz not null, -- by the node's clock, as the next
  expires_at   timestamptz not null,
  node         bigint references own_node, -- that made it; null for the operator's
  unique (order_id, quote_no)
);
create index lightning_invoice_ends on lightning_invoice (expires_at); -- for those that are open
create index lightning_invoice_node on lightning_invoice (node, expires_at) where node is not null;

-- A late payment must find its order: an invoice stays its order's, whatever a program may try.
create function refuse_another_invoice() returns trigger language plpgsql as $$
begin
  raise exception 'the invoice % is of order % already', old.payment_hash, old.order_id;
end $$;
create trigger given_once before update or delete on lightning_invoice
  for each row execute function refuse_another_invoice();

-- Offers (BOLT12) that may be paid in an invoice's place. The node tells of a payment by the
-- offer's number, since each payer's invoice has a payment hash of its own.
create table lightning_offer (
  offer_id     text primary key check (offer_id ~ '^[0-9a-f]{64}$'),
  payment_hash text not null unique references lightning_invoice,
  request      text not null -- BOLT12, in small letters
);
create function refuse_another_offer() returns trigger language plpgsql as $$
begin
  raise exception 'the offer % stands beside the invoice % already',
    old.offer_id, old.payment_hash;
end $$;
create trigger given_once before update or delete on lightning_offer
  for each row execute function refuse_another_offer();
