package io.aureus.jobs;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL of {@code job_lease}. All time is the database's: the nodes' clocks may disagree. A hold
 * is known by its job and its fence, which no later hold of that job has.
 */
final class LeaseRows {
  private final JdbcClient jdbc;

  LeaseRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @return the new hold's fence, or empty where another node holds the lease
   */
  Optional<Long> take(String job, String holder, Duration length) {
    Optional<Long> expired =
        jdbc.sql(
                """
                update job_lease
                set holder = :holder, fence = fence + 1,
                    held_until = clock_timestamp() + :millis * interval '1 millisecond'
                where name in (
                  select name from job_lease
                  where name = :job and held_until < clock_timestamp()
                  for update skip locked)
                returning fence
                """)
            .param("job", job)
            .param("holder", holder)
            .param("millis", length.toMillis())
            .query(Long.class)
            .optional();
    return expired.isPresent() ? expired : takeFirst(job, holder, length);
  }

  private Optional<Long> takeFirst(String job, String holder, Duration length) {
    return jdbc.sql(
            """
            insert into job_lease (name, holder, fence, held_until)
            values (:job, :holder, 1, clock_timestamp() + :millis * interval '1 millisecond')
            on conflict (name) do nothing
            returning fence
            """)
        .param("job", job)
        .param("holder", holder)
        .param("millis", length.toMillis())
        .query(Long.class)
        .optional();
  }

  /**
   * @return false where another node has taken over
   */
  boolean extend(Lease lease, Duration length) {
    return jdbc.sql(
                """
                update job_lease
                set held_until = clock_timestamp() + :millis * interval '1 millisecond'
                where name = :job and fence = :fence
                """)
            .param("job", lease.job())
            .param("fence", lease.number())
            .param("millis", length.toMillis())
            .update()
        == 1;
  }

  /**
   * Extends several holds at once. A row that a transaction holds is passed over rather than waited
   * for: nobody can take it over in that time.
   */
  void extendAll(Collection<Lease> leases, Duration length) {
    jdbc.sql(
            """
            update job_lease
            set held_until = clock_timestamp() + :millis * interval '1 millisecond'
            where name in (
              select name from job_lease
              where (name, fence) in (
                select * from unnest(:jobs::text[], :fences::bigint[]))
              for update skip locked)
            """)
        .param("jobs", leases.stream().map(Lease::job).toArray(String[]::new))
        .param("fences", leases.stream().map(Lease::number).toArray(Long[]::new))
        .param("millis", length.toMillis())
        .update();
  }

  /** Those of the holds that still stand. */
  Set<Lease> standing(Collection<Lease> leases) {
    Set<String> names =
        jdbc.sql(
                """
                select name from job_lease
                where (name, fence) in (select * from unnest(:jobs::text[], :fences::bigint[]))
                """)
            .param("jobs", leases.stream().map(Lease::job).toArray(String[]::new))
            .param("fences", leases.stream().map(Lease::number).toArray(Long[]::new))
            .query(String.class)
            .set();
    return leases.stream()
        .filter(lease -> names.contains(lease.job()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Shares a lock on the row until the current transaction ends: taking over needs it alone.
   *
   * @return false where another node has taken over
   */
  boolean lock(Lease lease) {
    return jdbc.sql("select 1 from job_lease where name = :job and fence = :fence for share")
        .param("job", lease.job())
        .param("fence", lease.number())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Lets another node take over at once. */
  void release(Lease lease) {
    jdbc.sql(
            """
            update job_lease set held_until = '-infinity'
            where name = :job and fence = :fence
            """)
        .param("job", lease.job())
        .param("fence", lease.number())
        .update();
  }
}
