package io.aureus.dashboard;

import java.util.List;

/** The list of first steps. Public because templates read it. */
public record FirstStepsView(List<Step> steps) {
  public FirstStepsView {
    steps = List.copyOf(steps);
  }

  /**
   * @param words what to do
   * @param why what it is for
   * @param link to where it is done
   */
  public record Step(boolean done, String words, String why, String link) {}

  /** How many are done. */
  public long done() {
    return steps.stream().filter(Step::done).count();
  }
}
