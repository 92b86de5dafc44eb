package io.aureus.dashboard;

import java.util.Locale;

/**
 * Where a person goes after sign-in. Plugins' links name it in their own words ({@code
 * cur_url=/integration&platform=WOOCOMMERCE}); nobody is ever sent out of the dashboard.
 */
final class NextPage {
  private NextPage() {}

  /**
   * @param wanted one of the names in plugins' links, or a path of the dashboard
   * @param platform the platform that a key is wanted for; empty for none
   */
  static String of(String wanted, String platform) {
    String query =
        platform.matches("[A-Za-z0-9_-]{1,40}")
            ? "?platform=" + platform.toUpperCase(Locale.ROOT)
            : "";
    return switch (wanted) {
      case "/integration", "/integration/plugin" -> "/dashboard/keys" + query;
      case "/integration/callback" -> "/dashboard/callbacks";
      case "" -> query.isEmpty() ? "/dashboard/orders" : "/dashboard/keys" + query;
      default -> wanted.matches("/dashboard(/[a-z0-9-]+)*") ? wanted : "/dashboard/orders";
    };
  }
}
