-- The journal: append-only, double-entry, in whole smallest units. What the program promises, the
-- database enforces, so that neither a fault of ours nor a hand on the console can bend the books.

-- A plain numeric(78,0) would round a fraction silently; this refuses it, and NaN and infinity.
create domain ledger_units as numeric
  check (scale(value) = 0 and abs(value) < 1e78);

create table ledger_account (
  id    bigint generated always as identity primary key,
  kind  text not null,
  owner text not null, -- the merchant's id; empty for our own accounts
  asset text not null,
  unique (owner, kind, asset),
  unique (id, asset)
);

create table journal_entry (
  id        bigint generated always as identity primary key,
  reference text not null unique,
  words     text not null,
  at        timestamptz not null,
  -- The order whose story it belongs to; empty for none.
  about     text not null default '',
  -- The transaction that made it: only that one may add postings.
  made_in   xid8 not null default pg_current_xact_id()
);

create index journal_entry_about on journal_entry (about, id) where about <> '';

-- Sums go on from a mark instead of reading the journal from its start.
create index journal_entry_made_in on journal_entry (made_in);

-- The sums of all entries of transactions below this one; all of those have ended.
create table ledger_mark (
  id   int primary key check (id = 1),
  upto xid8 not null
);
insert into ledger_mark values (1, '0');

create table ledger_mark_sum (
  asset text primary key,
  units numeric not null
);

create table posting (
  entry   bigint not null references journal_entry,
  line    int not null,
  account bigint not null,
  asset   text not null,
  units   ledger_units not null check (units <> 0),
  primary key (entry, line),
  -- A posting cannot be in another asset than its account.
  foreign key (account, asset) references ledger_account (id, asset)
);

-- Balances are sums over this index alone; a merchant's entries are read from it, newest first.
create index posting_by_account on posting (account, entry desc) include (units);

create function journal_entry_must_balance(checked bigint) returns void language plpgsql as $$
declare
  lines bigint;
  off   text;
begin
  select count(*) into lines from posting where entry = checked;
  if lines < 2 then
    raise exception 'journal entry % has % posting(s), it needs two or more', checked, lines
      using errcode = 'integrity_constraint_violation';
  end if;
  select string_agg(asset || ' by ' || surplus, ', ') into off
  from (select asset, sum(units) as surplus from posting where entry = checked group by asset) s
  where surplus <> 0;
  if off is not null then
    raise exception 'journal entry % does not balance: %', checked, off
      using errcode = 'integrity_constraint_violation';
  end if;
end $$;

create function journal_entry_is_whole() returns trigger language plpgsql as $$
begin
  perform journal_entry_must_balance(new.id);
  return null;
end $$;

create function posting_is_balanced() returns trigger language plpgsql as $$
begin
  perform journal_entry_must_balance(new.entry);
  return null;
end $$;

-- At commit, when all postings are there. On both tables: an entry without postings fires only the
-- first, and after `set constraints all immediate` only the second sees a posting added later.
create constraint trigger whole_at_commit after insert on journal_entry
  deferrable initially deferred for each row execute function journal_entry_is_whole();
create constraint trigger balanced_at_commit after insert on posting
  deferrable initially deferred for each row execute function posting_is_balanced();

create function posting_joins_new_entry() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from added join journal_entry e on e.id = added.entry
    where e.made_in <> pg_current_xact_id()
  ) then
    raise exception 'a posting cannot be added to an entry that stands'
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create trigger joins_new_entry after insert on posting
  referencing new table as added for each statement execute function posting_joins_new_entry();

create function journal_stays() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: the journal is append-only; post a correcting entry',
      lower(tg_op), tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;

create trigger stays before update or delete or truncate on ledger_account
  for each statement execute function journal_stays();
create trigger stays before update or delete or truncate on journal_entry
  for each statement execute function journal_stays();
create trigger stays before update or delete or truncate on posting
  for each statement execute function journal_stays();
