package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.checkout.AddressController.AddressLimits;
import io.aureus.testing.AdjustableClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AddressControllerTest {
  @Test
  void oneNetworkDoesNotUseUpAnAddress() {
    AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
    AddressLimits limits =
        new CheckoutSetup().addressLimits(clock, new CheckoutSettings(0, 300, 120, 8, 6));
    for (int i = 0; i < 6; i++) {
      limits.invoice("203.0.113.1", "tips");
    }
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> limits.invoice("203.0.113.1", "tips"))
          .hasMessageContaining("this Lightning address by your network");
    }
    limits.invoice("203.0.113.1", "other");
    limits.invoice("203.0.113.2", "tips");
    limits.invoice("203.0.113.3", "tips");
    assertThatThrownBy(() -> limits.invoice("203.0.113.4", "tips"))
        .hasMessageContaining("this Lightning address;");
  }

  @Test
  void aStrangersWordsAreOneLineWithoutControls() {
    assertThat(AddressController.oneLine(" a\r\nb\u0085c\u009Bd\u202Ee\u2028f\u00A0g\u0000"))
        .isEqualTo("a b c d e f g");
  }
}
