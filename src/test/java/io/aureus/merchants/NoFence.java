package io.aureus.merchants;

import io.aureus.jobs.Fence;

/** For jobs of this room that write nothing which a fence would guard. */
record NoFence() implements Fence {
  @Override
  public void hold() {}

  @Override
  public void renew() {}
}
