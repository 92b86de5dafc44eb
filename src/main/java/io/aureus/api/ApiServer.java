package io.aureus.api;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** How the server reads requests before any code of ours does. */
final class ApiServer
    implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {
  /** What shop programs send raw in a query, such as an unencoded {@code url=}. */
  private static final String RAW_IN_QUERY = "\"<>[\\]^`{|}";

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addConnectorCustomizers(
        connector -> connector.setProperty("relaxedQueryChars", RAW_IN_QUERY));
    factory.addContextCustomizers(
        context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ApiErrorValve.class.getName());
          }
        });
  }
}
