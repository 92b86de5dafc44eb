-- What stands before the @ of merchants' Lightning addresses. A name stays its merchant's for ever:
-- it may be printed somewhere, and must never lead to another's till.
create table lightning_name (
  name       text primary key check (name ~ '^[a-z0-9._-]{1,64}$'),
  merchant   text not null references merchant,
  active     boolean not null,
  chosen_at  timestamptz not null
);
create index lightning_name_of_merchant on lightning_name (merchant, chosen_at desc);
create unique index lightning_name_active on lightning_name (merchant) where active;

create function refuse_another_holder() returns trigger language plpgsql as $$
begin
  raise exception 'the Lightning address % is of % already', old.name, old.merchant;
end $$;
create trigger given_once before update of merchant, name on lightning_name
  for each row when (new.merchant <> old.merchant or new.name <> old.name)
  execute function refuse_another_holder();
create trigger kept before delete on lightning_name
  for each row execute function refuse_another_holder();
