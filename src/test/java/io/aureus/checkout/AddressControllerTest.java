package io.aureus.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressControllerTest {
  @Test
  void aStrangersWordsAreOneLineWithoutControls() {
    assertThat(AddressController.oneLine(" a\r\nb\u0085c\u009Bd\u202Ee\u2028f\u00A0g\u0000"))
        .isEqualTo("a b c d e f g");
  }
}
