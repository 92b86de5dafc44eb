package io.aureus.ledger;

import java.time.Instant;
import java.util.List;

/**
 * An entry that stands.
 *
 * @param id grows with time; the cursor of {@link JournalPages}
 */
public record PostedEntry(
    long id, String reference, String words, Instant at, List<Posting> postings) {

  PostedEntry copy() {
    return new PostedEntry(id, reference, words, at, List.copyOf(postings));
  }
}
