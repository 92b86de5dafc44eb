package io.aureus.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebSettings.class)
class WebSetup {
  @Bean
  BodyLimit bodyLimit(WebSettings settings) {
    return new BodyLimit((int) settings.bodyLimit().toBytes());
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> frugalHttp() {
    return factory -> factory.setProtocol(FrugalHttp.class.getName());
  }

  @Bean
  PublicUrl publicUrl(
      WebSettings settings, @Value("${aureus.mode:demo}") String mode, Environment environment) {
    if (!settings.baseUrl().isEmpty()) {
      return new PublicUrl(settings::baseUrl);
    }
    if (mode.equals("live")) {
      throw new IllegalStateException(
          "set AUREUS_WEB_BASE_URL to the address that shops and payers reach this server by,"
              + " e.g. https://pay.shop.example");
    }
    return new PublicUrl(
        () -> "http://127.0.0.1:" + environment.getProperty("local.server.port", "8080"));
  }
}
