package io.aureus.audit;

import java.util.Optional;

/** Who is at work on the current thread, as one door of the program knows it. */
public interface ActorSource {
  /** E.g. {@code person:12} or {@code token:3}; empty where nobody came through this door. */
  Optional<String> current();
}
