package io.aureus.commands;

/**
 * What was found of one invariant.
 *
 * @param no its number in the manual
 * @param figures what was counted, and what is wrong where something is
 */
record Finding(int no, String rule, String figures, boolean holds) {
  String text() {
    return "%s  %d. %s%n      %s".formatted(holds ? "OK  " : "FAIL", no, rule, figures);
  }
}
