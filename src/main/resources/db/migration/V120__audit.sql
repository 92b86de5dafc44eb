-- What people and keys did, as a chain: each entry holds the hash of the one before. Triggers write
-- the entries, so that no path of the program, and no hand on the console, does one of these things
-- without its entry; and at the commit, in the transaction of the deed itself, so that one is never
-- without the other.
create table audit_entry (
  id        bigint primary key,
  at        timestamptz not null,
  actor     text not null,
  deed      text not null,
  subject   text not null,
  details   text not null,
  prev_hash bytea not null unique,
  hash      bytea not null unique
);

create function audit_stays() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: the audit log is append-only', lower(tg_op), tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger stays before update or delete or truncate on audit_entry
  for each statement execute function audit_stays();

-- A text with its length before it, so that no two entries are written the same.
create function audit_field(value text) returns text language sql immutable as $$
  select octet_length(convert_to(value, 'UTF8')) || ':' || value
$$;

create function audit_hash(
  prev bytea, id bigint, at timestamptz, actor text, deed text, subject text, details text)
returns bytea language sql stable as $$
  select sha256(prev || convert_to(
    audit_field(id::text)
      || audit_field((extract(epoch from at) * 1000000)::bigint::text)
      || audit_field(actor) || audit_field(deed) || audit_field(subject) || audit_field(details),
    'UTF8'))
$$;

-- One chain: who appends waits for the one before to commit. Called at the commit by the triggers
-- below, when nothing else is waited for any more.
create function audit_append(actor text, deed text, subject text, details text)
returns void language plpgsql as $$
declare
  last audit_entry;
  no   bigint;
  prev bytea;
  now  timestamptz := clock_timestamp();
begin
  perform pg_advisory_xact_lock(hashtextextended('aureus.audit', 0));
  select * into last from audit_entry order by id desc limit 1;
  no := coalesce(last.id, 0) + 1;
  prev := coalesce(last.hash, sha256('aureus audit log'::bytea));
  insert into audit_entry values (
    no, now, actor, deed, subject, details, prev,
    audit_hash(prev, no, now, actor, deed, subject, details));
end $$;

-- Who is at work in this transaction, as the program says; else the program itself.
create function audit_actor(otherwise text) returns text language sql stable as $$
  select coalesce(nullif(current_setting('aureus.actor', true), ''), otherwise)
$$;

create function audit_person() returns trigger language plpgsql as $$
declare
  self text := 'person:' || new.id;
begin
  if tg_op = 'INSERT' then
    perform audit_append(audit_actor('system'), 'account made', self, new.email);
    return null;
  end if;
  if new.password_hash <> old.password_hash then
    perform audit_append(audit_actor('system'), 'password changed', self, '');
  end if;
  if new.second_factor <> old.second_factor then
    perform audit_append(audit_actor('system'),
      case when new.second_factor then 'second factor on' else 'second factor off' end, self, '');
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update on person
  deferrable initially deferred for each row execute function audit_person();

-- Only of accounts that exist: else strangers could fill the log with names that they made up.
create function audit_sign_in_failure() returns trigger language plpgsql as $$
begin
  perform audit_append('nobody', 'sign-in failed', 'person:' || new.id, new.sign_in_failure);
  return null;
end $$;
create constraint trigger audited_sign_in_failure after update of sign_in_failed_at on person
  deferrable initially deferred for each row execute function audit_sign_in_failure();

-- A block of an account or an address after too many failures. Which one is a hash only.
create function audit_lock_out() returns trigger language plpgsql as $$
begin
  perform audit_append('nobody', 'sign-in blocked',
    'sign-in:' || left(encode(new.subject, 'hex'), 12),
    new.failures || ' failures; until '
      || to_char(new.blocked_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC');
  return null;
end $$;
create constraint trigger audited after update of blocked_until on sign_in_attempt
  deferrable initially deferred for each row
  when (new.blocked_until > old.blocked_until) execute function audit_lock_out();

create function audit_sign_in() returns trigger language plpgsql as $$
begin
  perform audit_append('person:' || new.id, 'signed in', 'person:' || new.id, '');
  return null;
end $$;
create constraint trigger audited_sign_in after update of signed_in_at on person
  deferrable initially deferred for each row execute function audit_sign_in();

-- A session that somebody ended; what merely ran out is ended by the program, and is no deed.
create function audit_session_end() returns trigger language plpgsql as $$
begin
  if audit_actor('') <> '' then
    perform audit_append(audit_actor(''), 'session ended',
      coalesce((select 'person:' || id from person where email = old.principal_name), ''), '');
  end if;
  return null;
end $$;
create constraint trigger audited after delete on dashboard_session
  deferrable initially deferred for each row
  when (old.principal_name is not null) execute function audit_session_end();

create function audit_membership() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform audit_append(audit_actor('system'), 'membership ended', 'person:' || old.person,
      old.merchant || ' ' || old.role);
  else
    perform audit_append(audit_actor('system'), 'membership given', 'person:' || new.person,
      new.merchant || ' ' || new.role);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update or delete on membership
  deferrable initially deferred for each row execute function audit_membership();

create function audit_invitation() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'person invited', new.merchant,
    new.email || ' ' || new.role);
  return null;
end $$;
create constraint trigger audited after insert or update on invitation
  deferrable initially deferred for each row execute function audit_invitation();

create function audit_recovery() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'recovery code used', 'person:' || new.person, '');
  return null;
end $$;
create constraint trigger audited after update of used_at on recovery_code
  deferrable initially deferred for each row
  when (old.used_at is null and new.used_at is not null) execute function audit_recovery();

create function audit_key() returns trigger language plpgsql as $$
declare
  what text := case tg_table_name when 'api_key' then 'API key' else 'API token' end;
  self text := tg_table_name || ':' || new.id;
begin
  if tg_op = 'INSERT' then
    perform audit_append(audit_actor('system'), what || ' made', self,
      new.merchant || ' …' || new.hint || ' ' || array_to_string(new.scopes, ', '));
  elsif new.revoked_at is distinct from old.revoked_at then
    perform audit_append(audit_actor('system'), what || ' revoked', self,
      new.merchant || ' …' || new.hint || ' as of ' || new.revoked_at);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update of revoked_at on api_key
  deferrable initially deferred for each row execute function audit_key();
create constraint trigger audited after insert or update of revoked_at on api_token
  deferrable initially deferred for each row execute function audit_key();

create function audit_merchant() returns trigger language plpgsql as $$
declare
  changed text;
begin
  if tg_op = 'INSERT' then
    perform audit_append(audit_actor('system'), 'merchant made', new.id, new.name);
    return null;
  end if;
  select string_agg(n.key || ' ' || o.value || ' -> ' || n.value, '; ' order by n.key) into changed
  from jsonb_each_text(to_jsonb(new)) n join jsonb_each_text(to_jsonb(old)) o using (key)
  where n.value is distinct from o.value;
  if changed is not null then
    perform audit_append(audit_actor('system'), 'settings changed', new.id, changed);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update on merchant
  deferrable initially deferred for each row execute function audit_merchant();

create function audit_lightning_name() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.active <> old.active then
    perform audit_append(audit_actor('system'),
      case when new.active then 'Lightning address switched on'
        else 'Lightning address switched off' end,
      new.merchant, new.name);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update of active on lightning_name
  deferrable initially deferred for each row execute function audit_lightning_name();

create function audit_branding() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'payment page changed', new.merchant,
    case when array_length(new.frames, 1) is null then 'in no frame'
      else 'in frames of ' || array_to_string(new.frames, ' ') end);
  return null;
end $$;
create constraint trigger audited after insert or update on merchant_branding
  deferrable initially deferred for each row execute function audit_branding();

create function audit_callback() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'callback secret made', new.merchant, '');
  return null;
end $$;
create constraint trigger audited after insert or update on callback_credential
  deferrable initially deferred for each row execute function audit_callback();

-- It makes this gateway call, signed, whatever a person has typed.
create function audit_callback_test() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'callback tested', new.merchant, new.origin);
  return null;
end $$;
create constraint trigger audited after insert or update of called_at on callback_test
  deferrable initially deferred for each row execute function audit_callback_test();

create function audit_payout() returns trigger language plpgsql as $$
begin
  perform audit_append(new.actor, lower(new.kind) || ' requested', 'payout:' || new.id,
    new.merchant_id || ' ' || new.units || ' ' || new.asset || ' units to ' || new.destination);
  return null;
end $$;
create constraint trigger audited after insert on payout
  deferrable initially deferred for each row
  when (new.merchant_id is not null) execute function audit_payout();

-- Moves of a payout by a hand; those by the program and the chain are in its own history. Only the
-- beginning of a line is ours: further on there may be words of a node, or of a token's contract.
create function audit_payout_move() returns trigger language plpgsql as $$
declare
  who text := substring(new.words from
    '^(?:approved|released|taken back|taken as paid|found paid|given up)'
      || ' by ((?:person|token|key):[0-9]+|[a-z]+)(?:[:,]| |$)');
begin
  if who is null then
    who := substring(new.words from '^((?:person|token|key):[0-9]+) says that it is ');
    if who is not null then
      perform audit_append(who, 'payout told', 'payout:' || new.payout_id, new.words);
    end if;
  else
    perform audit_append(who,
      case new.state
        when 'CANCELLED' then 'payout cancelled'
        when 'CONFIRMED' then 'payout taken as paid'
        when 'SEEN' then 'payout found paid'
        when 'FAILED' then 'payout given up'
        else 'payout released' end,
      'payout:' || new.payout_id, new.words);
  end if;
  return null;
end $$;
create constraint trigger audited after insert on payout_history
  deferrable initially deferred for each row execute function audit_payout_move();

create function audit_approval() returns trigger language plpgsql as $$
begin
  perform audit_append(new.person, 'payout approved', 'payout:' || new.payout,
    new.units || ' ' || new.asset || ' units to ' || new.destination);
  return null;
end $$;
create constraint trigger audited after insert on spending_approval
  deferrable initially deferred for each row execute function audit_approval();

create function audit_signing() returns trigger language plpgsql as $$
declare
  what signing;
begin
  select * into what from signing where payout = new.payout;
  perform audit_append('signer', 'signed', 'payout:' || new.payout,
    lower(new.purpose) || ' ' || new.units || ' ' || new.asset || ' units from ' || what.sender
      || ' to ' || what.destination || ', number ' || new.nonce);
  return null;
end $$;
create constraint trigger audited after insert on signing_place
  deferrable initially deferred for each row execute function audit_signing();

create function audit_refusal() returns trigger language plpgsql as $$
begin
  perform audit_append('signer', 'signature refused', 'payout:' || new.payout, new.rule);
  return null;
end $$;
create constraint trigger audited after insert on signing_refusal
  deferrable initially deferred for each row execute function audit_refusal();

create function audit_stop() returns trigger language plpgsql as $$
begin
  perform audit_append(new.changed_by,
    case when new.stopped then 'signing stopped' else 'signing resumed' end, 'signer', new.reason);
  return null;
end $$;
create constraint trigger audited after update on signing_stop
  deferrable initially deferred for each row execute function audit_stop();

create function audit_destination() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform audit_append(audit_actor('system'), 'destination disallowed', old.merchant,
      old.chain || ' ' || old.address);
  else
    perform audit_append(new.added_by, 'destination allowed', new.merchant,
      new.chain || ' ' || new.address);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or delete on allowed_destination
  deferrable initially deferred for each row execute function audit_destination();

create function audit_seed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform audit_append('system', 'seed stored', 'seed:' || new.id, '');
  elsif new.shown_at is distinct from old.shown_at then
    perform audit_append(audit_actor('operator'), 'seed words shown', 'seed:' || new.id, '');
  elsif new.sealed <> old.sealed then
    perform audit_append(audit_actor('operator'), 'seed replaced', 'seed:' || new.id, '');
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update on seed
  deferrable initially deferred for each row execute function audit_seed();

-- What people and keys decide of orders. A remainder is also due again where a payment is dropped.
create function audit_order() returns trigger language plpgsql as $$
declare
  who text := audit_actor(case new.state when 'REMAINDER_REQUESTED' then '' else 'system' end);
begin
  if who <> '' then
    perform audit_append(who,
      case new.state
        when 'RESOLVED' then 'payment taken for an order'
        when 'TERMINATED' then 'order closed'
        else 'remainder asked for' end,
      'order:' || new.order_id, new.merchant_id);
  end if;
  return null;
end $$;
create constraint trigger audited after update of state on orders
  deferrable initially deferred for each row
  when (new.state is distinct from old.state
    and new.state in ('RESOLVED', 'TERMINATED', 'REMAINDER_REQUESTED'))
  execute function audit_order();

create function audit_refund_link() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'refund link made', 'order:' || new.order_id,
    new.asset);
  return null;
end $$;
create constraint trigger audited after insert on refund_link
  deferrable initially deferred for each row execute function audit_refund_link();

-- Where a merchant's customers pay to.
create function audit_own_wallet() returns trigger language plpgsql as $$
declare
  what text := new.family || ' ' || lower(new.kind) || ' ' || new.fingerprint;
begin
  if tg_op = 'INSERT' then
    perform audit_append(new.created_by, 'own wallet brought', new.merchant_id,
      what || case when new.active then ', in use' else '' end);
  elsif new.active <> old.active then
    perform audit_append(audit_actor('system'),
      case when new.active then 'own wallet in use' else 'own wallet out of use' end,
      new.merchant_id, what);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update of active on own_wallet
  deferrable initially deferred for each row execute function audit_own_wallet();

-- Which node the merchant's customers pay.
create function audit_own_node() returns trigger language plpgsql as $$
declare
  what text := new.program || ' at ' || new.url || ', ' || new.node_id;
begin
  if tg_op = 'INSERT' then
    perform audit_append(new.created_by, 'own Lightning node brought', new.merchant_id, what);
  elsif new.active <> old.active then
    perform audit_append(audit_actor('system'),
      case when new.active then 'own Lightning node in use'
        else 'own Lightning node out of use' end,
      new.merchant_id, what);
  elsif new.active then
    perform audit_append(audit_actor('system'), 'own Lightning node changed', new.merchant_id,
      what);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update of active, url, pin, sealed on own_node
  deferrable initially deferred for each row execute function audit_own_node();

-- Addresses that are put on a list are where the next customers pay to. The statement leaves its
-- words with the wallet, and the entry is written at the commit like every other.
create function note_own_addresses() returns trigger language plpgsql as $$
begin
  update own_wallet w set added = a.words
  from (select wallet,
          count(*) || ' from number ' || min(position) || ' on: '
            || (array_agg(address order by position))[1]
            || case when count(*) > 1
                 then ' to ' || (array_agg(address order by position desc))[1] else '' end as words
        from added group by wallet) a
  where w.id = a.wallet and w.kind = 'LIST';
  return null;
end $$;
create trigger audited_statement after insert on own_address
  referencing new table as added for each statement execute function note_own_addresses();

create function audit_own_addresses() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'own addresses added', new.merchant_id,
    new.family || ' ' || new.fingerprint || ': ' || new.added);
  return null;
end $$;
create constraint trigger audited_addresses after update of added on own_wallet
  deferrable initially deferred for each row execute function audit_own_addresses();

create function audit_by_hand() returns trigger language plpgsql as $$
begin
  perform audit_append(audit_actor('system'), 'callback sent again', 'delivery:' || new.id,
    new.merchant || ' ' || new.target || ' of '
      || coalesce('order:' || new.order_id, 'payout:' || new.payout_id));
  return null;
end $$;
create constraint trigger audited after update of by_hand_at on delivery
  deferrable initially deferred for each row execute function audit_by_hand();

-- What people write about coins, and which of them they keep from being spent.
create function audit_coin_note() returns trigger language plpgsql as $$
declare
  self text := lower(new.kind) || ':' || new.ref;
  whose text := case new.owner when '' then 'the gateway' else new.owner end;
  was_label text := case tg_op when 'INSERT' then '' else old.label end;
  was_frozen boolean := case tg_op when 'INSERT' then false else old.frozen end;
begin
  if new.label <> was_label then
    perform audit_append(new.changed_by, 'coin labelled', self,
      whose || ' ' || new.chain || ': ' || new.label);
  end if;
  if new.frozen <> was_frozen then
    perform audit_append(new.changed_by,
      case when new.frozen then 'coin kept from spending' else 'coin may be spent again' end, self,
      whose || ' ' || new.chain);
  end if;
  return null;
end $$;
create constraint trigger audited after insert or update on coin_note
  deferrable initially deferred for each row execute function audit_coin_note();
