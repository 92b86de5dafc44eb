package io.aureus.dashboard;

import java.util.List;

/**
 * What people and keys did. Public because templates read it.
 *
 * @param older the id below which the next page begins; 0 where there is none
 * @param head the last entry's number and hash, to be written down; empty where there is none
 */
public record AuditPage(Shell shell, List<Entry> entries, long older, String head) {
  public record Entry(
      String id, String at, String actor, String deed, String subject, String details) {}
}
