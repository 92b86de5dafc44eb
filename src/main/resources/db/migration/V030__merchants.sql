-- Who a merchant is, who may act for it, and what its programs prove themselves with.

create table merchant (
  id             text primary key check (id ~ '^mct-[0-9a-f]{12}$'),
  name           text not null,
  fee_bps        int not null default 0 check (fee_bps between 0 and 10000),
  tolerance_bps  int not null default 50 check (tolerance_bps between 0 and 1000),
  accept_any_2xx boolean not null default false,
  success_alias  text not null default '',
  enabled_assets text[] not null, -- in the order in which payers see them
  key_payouts    boolean not null default false, -- whether an API key may move money out
  payout_webhook text not null default '', -- empty for none
  depth_bands    text[] not null default '{}', -- e.g. 'BTC up to 50 USD: 0'; see DepthBand
  -- what may be taken unconfirmed of all orders together at any moment
  risk_most      numeric not null default 0 check (risk_most >= 0),
  risk_currency  text not null default 'USD',
  -- where payers go of orders that do not say; empty for nowhere
  succeed_url    text not null default '',
  timeout_url    text not null default '',
  created_at     timestamptz not null,
  operates       boolean not null default false -- the first one: its owners run the deployment
);
create unique index merchant_that_operates on merchant (operates) where operates;

create table person (
  id            bigint generated always as identity primary key,
  email         text not null,
  password_hash text not null, -- Argon2id with its own salt and parameters
  -- Whether a password alone opens nothing: then there is a row in second_factor.
  second_factor boolean not null default false,
  -- Whether one was taken off again.
  had_factor    boolean not null default false,
  created_at    timestamptz not null,
  signed_in_at  timestamptz,
  -- The last sign-in in vain, and what was wrong.
  sign_in_failed_at timestamptz,
  sign_in_failure   text not null default ''
);
create unique index person_email on person (lower(email));

create table membership (
  person   bigint not null references person,
  merchant text not null references merchant,
  role     text not null check (role in ('OWNER', 'ADMIN', 'VIEWER')),
  primary key (person, merchant)
);

create index membership_by_merchant on membership (merchant);

-- Somebody is asked to act for a merchant. Whoever has the token of the hash comes in, once.
create table invitation (
  id         bigint generated always as identity primary key,
  merchant   text not null references merchant,
  email      text not null,
  role       text not null check (role in ('OWNER', 'ADMIN', 'VIEWER')),
  hash       bytea not null unique,
  invited_by bigint not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create unique index invitation_by_email on invitation (merchant, lower(email));

-- The secret that a person's authenticator app has as well (RFC 6238).
create table second_factor (
  person    bigint primary key references person,
  sealed    bytea not null,
  -- The step of time whose code was taken last: a code works once.
  last_step bigint not null,
  enrolled_at timestamptz not null,
  -- Whether it is the person's first, set up with the account: the password is as new as it.
  with_account boolean not null
);

-- For whoever has lost the app. They have 80 bits each, so a plain SHA-256 gives nothing away.
create table recovery_code (
  person  bigint not null references person,
  hash    bytea not null,
  used_at timestamptz,
  primary key (person, hash)
);

-- Failed sign-ins, by account and by address. The subject is a hash: who tried what is nobody's
-- business.
create table sign_in_attempt (
  subject       bytea primary key,
  failures      int not null,
  last_at       timestamptz not null,
  blocked_until timestamptz not null
);

-- By account and address: where an owner has signed in before, strangers who keep failing
-- elsewhere do not lock him out.
create table known_sign_in (
  subject bytea primary key,
  last_at timestamptz not null
);

create table setup_token (
  hash       bytea primary key,
  created_at timestamptz not null
);

-- A key has 256 bits, so its plain SHA-256 gives nothing away. The sealed form is there because
-- callbacks must carry the key of the order they are about.
create table api_key (
  id           bigint generated always as identity primary key,
  merchant     text not null references merchant,
  platform     text not null,
  hint         text not null, -- its last characters, for a person to tell keys apart
  hash         bytea not null unique,
  sealed       bytea not null,
  scopes       text[] not null,
  created_at   timestamptz not null,
  last_used_at timestamptz,
  -- Who made it on the dashboard: what it asks for is as if that person had asked.
  made_by      text not null default coalesce(current_setting('aureus.actor', true), ''),
  revoked_at   timestamptz -- may lie ahead: a rotated key can live on for a while
);
create index api_key_by_merchant on api_key (merchant, platform);

create table api_token (
  id            bigint generated always as identity primary key,
  merchant      text not null references merchant,
  hint          text not null,
  hash          bytea not null unique,
  sealed_secret bytea not null,
  scopes        text[] not null,
  created_at    timestamptz not null,
  last_used_at  timestamptz,
  made_by       text not null default coalesce(current_setting('aureus.actor', true), ''),
  revoked_at    timestamptz
);
create index api_token_by_merchant on api_token (merchant);

create table callback_credential (
  merchant      text primary key references merchant,
  sealed_token  bytea not null,
  sealed_secret bytea not null,
  created_at    timestamptz not null
);

-- Secrets of our own, made when first needed.
create table own_secret (
  name   text primary key,
  sealed bytea not null
);

-- Signatures that came in lately, so that a signed request works once. A signature is bound to its
-- Date, so a repeat of it falls into the same quarter of an hour: eight partitions in turn, emptied
-- whole when their quarter is long over, cost the hot path one index and no deletes.
create table used_signature (
  slot      smallint not null,
  -- the milliseconds of the Date that the signature binds: before it in the key, so that what comes
  -- in at one time lies together
  dated     bigint not null,
  token     bigint not null,
  signature bytea not null,
  primary key (slot, dated, token, signature)
) partition by list (slot);
create table used_signature_0 partition of used_signature for values in (0);
create table used_signature_1 partition of used_signature for values in (1);
create table used_signature_2 partition of used_signature for values in (2);
create table used_signature_3 partition of used_signature for values in (3);
create table used_signature_4 partition of used_signature for values in (4);
create table used_signature_5 partition of used_signature for values in (5);
create table used_signature_6 partition of used_signature for values in (6);
create table used_signature_7 partition of used_signature for values in (7);
