package io.aureus.merchants;

import java.util.Optional;

/** A request as it came, before anything of it is believed. */
public interface SignedRequest {
  /** Upper case, e.g. {@code POST}. */
  String method();

  /** What follows the host up to the question mark, as sent. */
  String path();

  /** What follows the question mark, as sent; empty where there is none. */
  String query();

  /** The first header of that name, however it is spelled. */
  Optional<String> header(String name);

  /** The raw bytes; empty where there is no body. */
  byte[] body();
}
