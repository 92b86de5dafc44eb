-- One wallet per chain family; addresses are numbered by their BIP44 index.
create table wallet (
  family     text primary key,
  next_index bigint not null check (next_index between 0 and 2147483648)
);

-- Addresses are prepared and claimed by nodes in blocks of neighbouring indexes, so that claiming
-- costs one row and not hundreds, and an address row is touched once in its life: when it is given.
-- A block is free, or claimed by a node until a time. After that any node may claim it and use what
-- is left of it: no index is skipped, whatever node dies at whatever line.
create table address_block (
  family        text not null references wallet,
  first_index   bigint not null,
  size          int not null check (size > 0),
  -- its addresses are derived, stored and watched
  filled        boolean not null,
  -- every address of it is given: nobody need look at it again
  spent         boolean not null,
  claimed_by    text,
  claimed_until timestamptz,
  primary key (family, first_index),
  check ((claimed_by is null) = (claimed_until is null))
);
create index address_block_unspent on address_block (family, first_index) where not spent;

-- Filled by thousands a second: the statement that fills it joins the block and the one that gives
-- an address is written with its order, so neither pays for a foreign key per row.
create table receiving_address (
  family           text not null,
  derivation_index bigint not null,
  block            bigint not null,
  address          text not null,
  -- null until it is given; never changed after that
  order_id         text,
  quote_no         int,
  given_at         timestamptz,
  primary key (family, derivation_index),
  unique (address, family),
  check ((order_id is null) = (quote_no is null) and (order_id is null) = (given_at is null))
) with (fillfactor = 50); -- every row is updated once: room for that without touching an index

-- An address belongs to its order for ever, whatever a program may try.
create function refuse_another_order() returns trigger language plpgsql as $$
begin
  raise exception 'address % was given to order % already', old.address, old.order_id;
end $$;
create trigger given_once before update on receiving_address
  for each row when (old.order_id is not null) execute function refuse_another_order();
