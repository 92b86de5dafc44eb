package io.aureus.web;

import java.util.List;

/**
 * A page that only says something. Public because templates read it.
 *
 * @param text what happened and what to do now
 * @param links where to go from here
 */
public record Notice(String title, String text, List<Link> links) {
  /** A link of ours: a path, never an address that somebody gave. */
  public record Link(String path, String words) {}

  public Notice(String title, String text) {
    this(title, text, List.of());
  }
}
