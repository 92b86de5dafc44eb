-- Sessions of the dashboard, kept by Spring Session (the column names are its own): they survive a
-- restart and are good on every node. Only people who open the dashboard have one; the API and the
-- checkout never do. Times are milliseconds since 1970, as that library keeps them.
create table dashboard_session (
  primary_id            char(36) primary key,
  session_id            char(36) not null unique,
  creation_time         bigint not null,
  last_access_time      bigint not null,
  max_inactive_interval int not null,
  expiry_time           bigint not null,
  principal_name        text
);

create index dashboard_session_expiry on dashboard_session (expiry_time);
create index dashboard_session_principal on dashboard_session (principal_name);

create table dashboard_session_attributes (
  session_primary_id char(36) not null
    references dashboard_session (primary_id) on delete cascade,
  attribute_name     text not null,
  attribute_bytes    bytea not null,
  primary key (session_primary_id, attribute_name)
);

-- Merchants whose list of first steps was put away.
create table first_steps_put_away (
  merchant text primary key references merchant
);
