package io.aureus.commands;

import io.aureus.database.DataFolder;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code demo.json}: how scripts reach a demo and prove themselves to it. */
record DemoAccess(
    String baseUrl,
    String userId,
    String username,
    String password,
    String apiKey,
    String apiToken,
    String apiSecret,
    String callbackToken,
    String callbackSecret) {
  static final String FILE = "demo.json";

  /** Reads and writes the files of a demo: snake case, for people's eyes too. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  static Optional<DemoAccess> read(DataFolder folder) {
    try {
      return folder.read(FILE).map(text -> JSON.readValue(text, DemoAccess.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  void write(DataFolder folder) {
    folder.writePrivately(FILE, JSON.writeValueAsString(this) + "\n");
  }

  DemoAccess at(String url) {
    return new DemoAccess(
        url,
        userId,
        username,
        password,
        apiKey,
        apiToken,
        apiSecret,
        callbackToken,
        callbackSecret);
  }

  @Override
  public String toString() {
    return "DemoAccess[" + baseUrl + ", hidden]";
  }
}
