package io.aureus.dashboard;

import io.aureus.audit.ActorSource;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who is signed in to the pages. */
final class SignedInActor implements ActorSource {
  @Override
  public Optional<String> current() {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return who != null && who.getPrincipal() instanceof SignedIn me
        ? Optional.of(me.actor())
        : Optional.empty();
  }
}
