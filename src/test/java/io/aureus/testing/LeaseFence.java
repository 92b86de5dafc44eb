package io.aureus.testing;

import io.aureus.jobs.Fence;
import io.aureus.jobs.LostLease;

/** A fence on a real lease row, taken over by the next one that is made for the same job. */
public final class LeaseFence implements Fence {
  private final TestDatabase database;
  private final String job;
  private final long number;

  private LeaseFence(TestDatabase database, String job, long number) {
    this.database = database;
    this.job = job;
    this.number = number;
  }

  /** Takes the lease, whoever holds it. */
  public static LeaseFence take(TestDatabase database, String job) {
    long number =
        database
            .jdbc()
            .sql(
                """
                insert into job_lease values (:job, 'test', 1, now() + interval '1 hour')
                on conflict (name) do update set fence = job_lease.fence + 1
                returning fence
                """)
            .param("job", job)
            .query(Long.class)
            .single();
    return new LeaseFence(database, job, number);
  }

  @Override
  public void hold() {
    boolean holds =
        database
            .jdbc()
            .sql("select 1 from job_lease where name = :job and fence = :fence for share")
            .param("job", job)
            .param("fence", number)
            .query(Integer.class)
            .optional()
            .isPresent();
    if (!holds) {
      throw new LostLease(job);
    }
  }

  @Override
  public void renew() {}
}
