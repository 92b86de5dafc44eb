-- Nodes of Lightning that merchants brought: their orders' invoices are made by them, and what they
-- settle is the merchant's own already. Its secret is to receive with, and nothing here pays by it.
create table own_node (
  id          bigint generated always as identity primary key,
  merchant_id text not null,
  chain       text not null,
  program     text not null check (program in ('lnd', 'core-lightning', 'phoenixd', 'electrum')),
  url         text not null,
  pin         text not null, -- of its certificate; empty for none
  -- Under the master key, bound to merchant, node and address; empty once nothing is read of it.
  sealed      bytea not null,
  node_id     text not null check (node_id ~ '^0[23][0-9a-f]{64}$'),
  active      boolean not null,
  created_by  text not null,
  created_at  timestamptz not null,
  -- The same node brought again goes on where reading it stopped.
  unique (merchant_id, chain, node_id)
);
create unique index own_node_active on own_node (merchant_id, chain) where active;
