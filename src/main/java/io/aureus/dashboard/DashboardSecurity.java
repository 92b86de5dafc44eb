package io.aureus.dashboard;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/**
 * Who may see the dashboard. No other path has a filter of this kind: the API proves its callers
 * itself and reads no cookie, the checkout is public, and neither ever gets a session.
 */
@Configuration(proxyBeanMethods = false)
class DashboardSecurity {

  @Bean
  SecurityFilterChain dashboardDoor(HttpSecurity http) throws Exception {
    return http.securityMatcher("/dashboard", "/dashboard/**")
        .headers(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
        .build();
  }
}
