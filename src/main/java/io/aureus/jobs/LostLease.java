package io.aureus.jobs;

/** Another node runs this job now; what this one was about to write must not be written. */
public final class LostLease extends RuntimeException {
  public LostLease(String job) {
    super("lease of job " + job + " was lost");
  }
}
