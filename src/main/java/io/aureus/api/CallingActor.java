package io.aureus.api;

import io.aureus.audit.ActorSource;
import io.aureus.merchants.Caller;
import java.util.Optional;
import java.util.function.Supplier;

/** The credential of the request that this thread answers. */
final class CallingActor implements ActorSource {
  private static final ScopedValue<String> CREDENTIAL = ScopedValue.newInstance();

  static <T> T as(Caller caller, Supplier<T> work) {
    return ScopedValue.where(CREDENTIAL, caller.credential()).call(work::get);
  }

  @Override
  public Optional<String> current() {
    return CREDENTIAL.isBound() ? Optional.of(CREDENTIAL.get()) : Optional.empty();
  }
}
