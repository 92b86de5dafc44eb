package io.aureus.commands;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** The running application, apart from what a command starts around it. */
final class Gateway {
  private Gateway() {}

  /**
   * Starts it; returns once it answers.
   *
   * @param settings what the command decides: these win over the environment
   */
  static ConfigurableApplicationContext start(Class<?> application, Map<String, Object> settings) {
    return application(application, settings).run();
  }

  /** Not started yet. */
  static SpringApplication application(Class<?> application, Map<String, Object> settings) {
    SpringApplication spring = new SpringApplication(application);
    // The command closes the context itself, before the database that it started.
    spring.setRegisterShutdownHook(false);
    spring.addInitializers(
        context -> {
          ConfigurableEnvironment environment = context.getEnvironment();
          SettingsCheck.refuseUnknown(environment);
          environment.getPropertySources().addFirst(new MapPropertySource("command", settings));
        });
    return spring;
  }

  /** The port that it answers on. */
  static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
