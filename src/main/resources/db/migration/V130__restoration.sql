-- The back-ups that this database came from, newest last; empty for one that was begun here.
create table restoration (
  backup      text primary key,
  made_at     timestamptz not null,
  restored_at timestamptz not null
);

create function audit_restoration() returns trigger language plpgsql as $$
begin
  perform audit_append('operator', 'restored from a back-up', 'backup:' || new.backup,
    'made at ' || to_char(new.made_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC');
  return null;
end $$;
create constraint trigger audited after insert on restoration
  deferrable initially deferred for each row execute function audit_restoration();
