package io.aureus.checkout;

import java.util.List;

/**
 * A page that only says something to a payer. Public because templates read it.
 *
 * @param text what happened and what to do now
 * @param links where to go from here
 * @param query that the page keeps in another language; empty for none
 */
public record NoticePage(
    PageLanguage language, String title, String text, List<Link> links, String query) {
  /** A link of ours: a path, never an address that somebody gave. */
  public record Link(String path, String words) {}
}
