package io.aureus.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

/** What {@code aureus verify} says, for stories of other rooms. */
public final class Verified {
  private Verified() {}

  /**
   * @param settings where the database and the nodes are
   */
  public static void everythingHolds(Map<String, Object> settings) {
    ClosingStack parts = new ClosingStack();
    try {
      assertThat(VerifyCommand.findings(settings, parts))
          .allSatisfy(finding -> assertThat(finding.holds()).as(finding.text()).isTrue());
    } finally {
      parts.close();
    }
  }
}
