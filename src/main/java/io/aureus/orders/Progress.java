package io.aureus.orders;

import io.aureus.ledger.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come together so far while a fact is worked through. Immutable. */
record Progress(String words, List<Milestone> milestones, List<Entry> entries) {

  static Progress telling(String words) {
    return new Progress(words, List.of(), List.of());
  }

  /** With one more thing to tell, in the same line of the story. */
  Progress telling(String more, Milestone milestone) {
    return new Progress(words + "; " + more, milestones, entries).and(milestone);
  }

  Progress and(@Nullable Milestone milestone) {
    if (milestone == null) {
      return this;
    }
    List<Milestone> more = new ArrayList<>(milestones);
    more.add(milestone);
    return new Progress(words, List.copyOf(more), entries);
  }

  Progress posting(Entry entry) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(entry);
    return new Progress(words, milestones, List.copyOf(more));
  }
}
