package io.aureus.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NextPageTest {
  @Test
  void knowsTheNamesInPluginsLinks() {
    assertThat(NextPage.of("/home", "")).isEqualTo("/dashboard/orders");
    assertThat(NextPage.of("/integration", "woocommerce"))
        .isEqualTo("/dashboard/keys?platform=WOOCOMMERCE");
    assertThat(NextPage.of("", "WOOCOMMERCE")).isEqualTo("/dashboard/keys?platform=WOOCOMMERCE");
    assertThat(NextPage.of("/integration/callback", "")).isEqualTo("/dashboard/callbacks");
    assertThat(NextPage.of("/dashboard/orders/20250207040935220628", ""))
        .isEqualTo("/dashboard/orders/20250207040935220628");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/dashboard/../../evil",
        "/dashboard//evil.example",
        "/dashboard@evil.example",
        "/dashboard\r\nLocation: https://evil.example",
        "javascript:alert(1)"
      })
  void neverLeavesTheDashboard(String wanted) {
    assertThat(NextPage.of(wanted, "")).isEqualTo("/dashboard/orders");
    assertThat(NextPage.of("/integration", wanted)).isEqualTo("/dashboard/keys");
  }
}
