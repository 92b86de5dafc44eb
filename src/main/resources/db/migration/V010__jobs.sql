-- Leases of background jobs. The fence grows with every new holder, so that a holder that was
-- paused and came back is told apart from the one that took over.
create table job_lease (
  name       text primary key,
  holder     text not null,
  fence      bigint not null,
  held_until timestamptz not null
);
