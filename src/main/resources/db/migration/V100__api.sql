-- The answers to requests that carried an Idempotency-Key. Whoever inserts the row does the work;
-- whoever finds it waits for its answer.
create table api_idempotency (
  merchant      text        not null,
  path          text        not null,
  key           text        not null,
  -- SHA-256 in hex of the query and the body: the same key with another request is a mistake, and
  -- is told.
  request_hash  text        not null,
  -- Who does the work, and until when the others believe that it is alive.
  holder        uuid        not null,
  claimed_until timestamptz not null,
  -- Null while the work goes on.
  status        integer,
  answer        text,
  created_at    timestamptz not null,
  primary key (merchant, path, key),
  check ((status is null) = (answer is null))
);

create index api_idempotency_by_age on api_idempotency (created_at);
