package io.aureus.commands;

import io.aureus.keys.OpenedKey;
import java.util.Map;
import java.util.Optional;
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
   * @param key opened beforehand; empty where there is none yet
   */
  static ConfigurableApplicationContext start(
      Class<?> application, Map<String, Object> settings, Optional<OpenedKey> key) {
    return application(application, settings, key).run();
  }

  /**
   * Likewise, with parts of the command's own.
   *
   * @param parts by the names of their beans
   */
  static ConfigurableApplicationContext start(
      Class<?> application,
      Map<String, Object> settings,
      Optional<OpenedKey> key,
      Map<String, Object> parts) {
    SpringApplication spring = application(application, settings, key);
    spring.addInitializers(context -> parts.forEach(context.getBeanFactory()::registerSingleton));
    return spring.run();
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

  /** Likewise, with the master key that was opened before. */
  static SpringApplication application(
      Class<?> application, Map<String, Object> settings, Optional<OpenedKey> key) {
    SpringApplication spring = application(application, settings);
    spring.addInitializers(
        context ->
            key.ifPresent(
                opened -> context.getBeanFactory().registerSingleton("openedKey", opened)));
    return spring;
  }

  /** The port that it answers on. */
  static int port(ConfigurableApplicationContext context) {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
