package io.aureus.callbacks;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callbacks are sent.
 *
 * @param allow addresses that are not public and may be called all the same: CIDR blocks, single
 *     addresses and host names. The demo allows loopback on top
 * @param deadline the most that one try may take, from the name look-up to the answer's end
 * @param inFlight calls at a time on this node
 * @param perEndpoint calls at a time per merchant and host, over all nodes
 */
@ConfigurationProperties("aureus.callbacks")
public record CallbacksSettings(
    @DefaultValue List<String> allow,
    @DefaultValue("15s") Duration deadline,
    @DefaultValue("256") int inFlight,
    @DefaultValue("2") int perEndpoint) {

  public CallbacksSettings {
    allow = List.copyOf(allow);
    AllowList.of(allow);
    require(
        deadline.toMillis() >= 100 && deadline.toSeconds() <= 60,
        "aureus.callbacks.deadline must be between 100ms and 60s, not " + deadline);
    require(
        inFlight >= 2 && inFlight <= 2000,
        "aureus.callbacks.in-flight must be between 2 and 2000, not " + inFlight);
    require(
        perEndpoint >= 1 && perEndpoint <= inFlight / 2,
        "aureus.callbacks.per-endpoint must be between 1 and half of in-flight, not "
            + perEndpoint);
  }

  private static void require(boolean fine, String words) {
    if (!fine) {
      throw new IllegalArgumentException(words);
    }
  }
}
