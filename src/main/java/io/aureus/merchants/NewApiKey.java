package io.aureus.merchants;

/** A key that was just made, to be shown this once. */
public record NewApiKey(long id, String key) {
  @Override
  public String toString() {
    return "NewApiKey[" + id + ", hidden]";
  }
}
