-- What people wrote about coins, and which of them they do not want to be spent. Kept when the coin
-- is spent: a reorganisation may bring it back.
create table coin_note (
  -- the merchant whose wallet holds it; empty where it is the gateway's
  owner      text not null,
  chain      text not null,
  kind       text not null check (kind in ('OUTPUT', 'ADDRESS')),
  -- of an output txid:number, as BIP329 writes it; else the address
  ref        text not null,
  label      text not null check (length(label) <= 255),
  -- chosen for no new transaction
  frozen     boolean not null check (not frozen or kind = 'OUTPUT'),
  changed_by text not null,
  changed_at timestamptz not null,
  primary key (owner, chain, kind, ref)
);
create index coin_note_frozen on coin_note (owner, chain) where frozen;

-- What may be unspent, newest first: few among what all chains recorded.
create index transfer_output on transfer (id)
  where position like 'out:%' and state in ('mempool', 'mined');
