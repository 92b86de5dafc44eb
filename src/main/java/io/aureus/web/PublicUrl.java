package io.aureus.web;

import java.net.URI;
import java.util.function.Supplier;

/** The address that shops and payers reach this deployment by. */
public final class PublicUrl {
  private final Supplier<String> base;

  /**
   * @param base asked at each use, since the demo learns its port only when it has started
   */
  PublicUrl(Supplier<String> base) {
    this.base = base;
  }

  /** Its host, and its port where it names one, e.g. {@code pay.shop.example}. */
  public String host() {
    return URI.create(base.get()).getAuthority();
  }

  /**
   * @param path begins with a slash
   */
  public String of(String path) {
    return base.get() + path;
  }
}
