-- The outbox: what the shop is to be told, every try to tell it, and the feed of what happened.

-- One call of a shop's URL. Written in the transaction that moves the order or the payout, so it
-- exists if and only if the move does.
create table delivery (
  id             uuid primary key,
  merchant       text not null,
  -- What it is about: the one or the other.
  order_id       text,
  payout_id      uuid,
  -- Which of the order's two URLs: an order tells its success once and its time-out once, ever. Or
  -- the merchant's webhook, which is told of every move of a payout.
  target         text not null
    check (target in ('callback_url', 'timeout_callback', 'payout_webhook')),
  event          text not null,
  -- Whose turn it is: deliveries of one merchant to one host share a lane, and lanes never wait
  -- for each other.
  lane           text not null,
  -- As the merchant gave it. What plugins want appended holds an API key, which must not lie here
  -- in clear: it is appended at the moment of sending.
  base_url       text not null,
  add_public_key boolean not null,
  add_order_id   boolean not null,
  method         text not null check (method in ('GET', 'POST')),
  -- The order at its milestone: every repeat of the POST form says the same.
  information    text not null,
  -- What the POST form says in place of the status; empty for no alias.
  status_alias   text not null,
  api_key_id     bigint,
  -- The shop's handler is known to do its work again when it is called again.
  repeat_hurts   boolean not null,
  state          text not null check (state in ('SCHEDULED', 'DELIVERED', 'GIVEN_UP')),
  attempts       int not null default 0,
  -- Tries of the current schedule, which a redelivery by hand starts anew.
  tries          int not null default 0,
  -- How many of them ended without an answer though the request may have arrived.
  unanswered     int not null default 0,
  next_at        timestamptz,
  claimed_by     text,
  claim          uuid,
  claim_until    timestamptz,
  created_at     timestamptz not null,
  -- When a person last had it sent again; null for never.
  by_hand_at     timestamptz,
  unique (order_id, target),
  check ((target = 'payout_webhook') = (payout_id is not null)),
  check ((order_id is null) = (payout_id is not null)),
  check ((state = 'SCHEDULED') = (next_at is not null))
);
create index delivery_due on delivery (lane, next_at) where state = 'SCHEDULED';
create index delivery_next on delivery (next_at) where state = 'SCHEDULED';
create index delivery_claimed on delivery (lane) where claim_until is not null;
create index delivery_of_merchant on delivery (merchant, created_at desc, id desc);
create index delivery_given_up on delivery (merchant, created_at desc, id desc)
  where state = 'GIVEN_UP';
create index delivery_of_payout on delivery (payout_id) where payout_id is not null;

-- Every try. Never changed, and removed only when it is old.
create table delivery_attempt (
  delivery_id    uuid not null references delivery (id),
  no             int not null,
  at             timestamptz not null,
  -- 0 where no HTTP answer came.
  status         int not null,
  latency_millis bigint not null,
  -- The answer's beginning, or why there was none; at most 1 KiB.
  excerpt        text not null,
  primary key (delivery_id, no)
);
create index delivery_attempt_by_age on delivery_attempt (at);

-- How a lane fares: shown to the merchant, and the reason why a lane gets fewer calls at a time.
create table delivery_lane (
  lane          text primary key,
  merchant      text not null,
  host          text not null,
  -- Failed tries in a row; 0 after a success.
  failures      int not null,
  failing_since timestamptz,
  -- Its last answer took long or never came.
  slow          boolean not null,
  last_at       timestamptz not null,
  last_words    text not null
);
create index delivery_lane_of_merchant on delivery_lane (merchant);

-- Transaction numbers start over when a dump is restored into a new server; each life of the
-- database gets an era, so that the feed's order survives it.
create table event_era (
  era        int primary key,
  started_at timestamptz not null default now()
);
insert into event_era (era) values (1);

-- What happened, in order of commit. Rows of transactions that are still open when a reader looks
-- come after everything that it can see: see StoredEventFeed.
create table event (
  seq      bigint generated always as identity primary key,
  era      int not null,
  tx       xid8 not null default pg_current_xact_id(),
  id       uuid not null unique,
  merchant text not null,
  type     text not null,
  -- The order that it is about; of a payout, the order that is refunded.
  order_id text,
  -- The payout that it is about; null where it is about an order.
  payout_id uuid,
  at       timestamptz not null,
  -- json and not jsonb: the fields keep the documented order.
  data     json not null,
  check (order_id is not null or payout_id is not null)
);
create index event_feed on event (merchant, era, tx, seq);

-- The last test of a merchant's callback handler, which is no delivery; received: whether any was.
create table callback_test (
  merchant  text primary key,
  origin    text not null,
  called_at timestamptz not null,
  status    int,
  received  boolean not null default false
);
