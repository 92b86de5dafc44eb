package io.aureus.dashboard;

/**
 * The ways to other pages of a list. Public because templates read it.
 *
 * @param newer empty at the top
 * @param older empty at the end
 * @param file where all that fits is written as a file; empty for nowhere
 */
public record Paging(String newer, String older, String file) {
  static Paging of(KeyPage<?> page, String file) {
    return new Paging(page.newer(), page.older(), file);
  }
}
