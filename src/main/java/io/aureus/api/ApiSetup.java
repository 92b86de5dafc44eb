package io.aureus.api;

import io.aureus.callbacks.CallbackUrls;
import io.aureus.ledger.Ledger;
import io.aureus.merchants.Authentication;
import io.aureus.merchants.Merchants;
import io.aureus.money.Catalogue;
import io.aureus.wallets.OrderInvoices;
import io.aureus.wallets.SelfCustody;
import io.aureus.web.BodyLimit;
import io.aureus.web.PublicUrl;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiSettings.class)
class ApiSetup implements WebMvcConfigurer {
  @Override
  public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
    handlers.add(new ReplySender());
  }

  @Bean
  Replies replies(RandomGenerator random, ApiSettings settings) {
    return new Replies(random, settings.mirrorStatus());
  }

  @Bean
  FilterRegistrationBean<ApiGate> apiGate(BodyLimit limit, Replies replies) {
    FilterRegistrationBean<ApiGate> gate =
        new FilterRegistrationBean<>(new ApiGate(limit, replies));
    gate.addUrlPatterns("/api/*");
    // Behind the security headers, before everything that might read a body.
    gate.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return gate;
  }

  @Bean
  FilterRegistrationBean<ApiErrorPage> apiErrorPage(Replies replies) {
    FilterRegistrationBean<ApiErrorPage> page =
        new FilterRegistrationBean<>(new ApiErrorPage(replies));
    page.addUrlPatterns("/error");
    page.setDispatcherTypes(DispatcherType.ERROR);
    return page;
  }

  /**
   * No session, no form token and no sign-in page for the API: its requests prove themselves one by
   * one in {@link ApiDoor}.
   */
  @Bean
  @Order(1)
  SecurityFilterChain apiSecurity() {
    return new DefaultSecurityFilterChain(
        new OrRequestMatcher(
            PathPatternRequestMatcher.pathPattern("/api/**"),
            PathPatternRequestMatcher.pathPattern("/openapi.yaml")));
  }

  @Bean
  ApiProblems apiProblems(Replies replies) {
    return new ApiProblems(replies);
  }

  @Bean
  ApiServer apiServer() {
    return new ApiServer();
  }

  @Bean
  IdempotencyRows idempotencyRows(JdbcClient jdbc) {
    return new IdempotencyRows(jdbc);
  }

  @Bean
  IdempotencyPurge idempotencyPurge(IdempotencyRows rows, Clock clock, ApiSettings settings) {
    return new IdempotencyPurge(rows, clock, settings.idempotencyKeep());
  }

  @Bean
  ApiLimits apiLimits(Clock clock, ApiSettings settings) {
    return new ApiLimits(clock, settings);
  }

  @Bean
  ApiDoor apiDoor(
      Authentication authentication,
      ApiLimits limits,
      IdempotencyRows rows,
      Clock clock,
      RandomGenerator random,
      Replies replies) {
    return new ApiDoor(authentication, limits, new IdempotentAnswers(rows, clock, random), replies);
  }

  @Bean
  CallingActor callingActor() {
    return new CallingActor();
  }

  @Bean
  PayLinks payLinks(PublicUrl base) {
    return new PayLinks(base);
  }

  @Bean
  PayInfos payInfos(OrderInvoices invoices, PayLinks links) {
    return new PayInfos(invoices, links);
  }

  @Bean
  Currencies currencies(Catalogue catalogue, Merchants merchants) {
    return new Currencies(catalogue, merchants);
  }

  @Bean
  PayoutAccess payoutAccess(Merchants merchants) {
    return new PayoutAccess(merchants);
  }

  @Bean
  PayoutWishes payoutWishes(Currencies currencies, Ledger ledger, SelfCustody selfCustody) {
    return new PayoutWishes(currencies, ledger, selfCustody);
  }

  @Bean
  OrderWishes orderWishes(Currencies currencies, CallbackUrls callbackUrls) {
    return new OrderWishes(currencies, callbackUrls);
  }
}
