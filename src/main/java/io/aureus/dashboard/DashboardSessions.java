package io.aureus.dashboard;

import io.aureus.jobs.Fence;
import io.aureus.jobs.Job;
import io.aureus.web.PublicUrl;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions in the database, for the dashboard's paths alone. */
@Configuration(proxyBeanMethods = false)
class DashboardSessions {
  private static final Duration BEFORE_SIGN_IN = Duration.ofMinutes(30);

  @Bean
  JdbcIndexedSessionRepository dashboardSessionRows(
      JdbcTemplate jdbc, TransactionTemplate transactions) {
    JdbcIndexedSessionRepository rows = new JdbcIndexedSessionRepository(jdbc, transactions);
    rows.setTableName("dashboard_session");
    rows.setConversionService(SessionValues.conversion());
    // Nobody has a session before sign-in, which gives it its own length.
    rows.setDefaultMaxInactiveInterval(BEFORE_SIGN_IN);
    // Our own job sweeps, under a lease; the library would do it on every node.
    rows.setCleanupCron(Scheduled.CRON_DISABLED);
    return rows;
  }

  @Bean
  FilterRegistrationBean<SessionRepositoryFilter<?>> dashboardSessionFilter(
      JdbcIndexedSessionRepository rows, PublicUrl publicUrl) {
    CookieHttpSessionIdResolver ids = new CookieHttpSessionIdResolver();
    ids.setCookieSerializer(cookie(publicUrl));
    SessionRepositoryFilter<?> filter = new SessionRepositoryFilter<>(rows);
    filter.setHttpSessionIdResolver(ids);
    FilterRegistrationBean<SessionRepositoryFilter<?>> registration =
        new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns("/dashboard", "/dashboard/*");
    registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
    return registration;
  }

  /** Secure where the deployment is reached by https, whatever the proxy in front speaks to us. */
  private static DefaultCookieSerializer cookie(PublicUrl publicUrl) {
    DefaultCookieSerializer cookie =
        new DefaultCookieSerializer() {
          @Override
          public void writeCookieValue(CookieValue value) {
            setUseSecureCookie(publicUrl.of("/").startsWith("https:"));
            super.writeCookieValue(value);
          }
        };
    cookie.setCookieName("aureus_session");
    cookie.setCookiePath("/dashboard");
    cookie.setUseHttpOnlyCookie(true);
    cookie.setSameSite("Lax");
    return cookie;
  }

  @Bean
  OpenSessions openSessions(JdbcIndexedSessionRepository rows, JdbcTemplate jdbc) {
    return new OpenSessions(rows, jdbc);
  }

  @Bean
  Job dashboardSessionSweep(JdbcIndexedSessionRepository rows) {
    return new Job() {
      @Override
      public String name() {
        return "dashboard-sessions";
      }

      @Override
      public Duration every() {
        return Duration.ofMinutes(10);
      }

      /** Deleting what has ended is the same from any node, so no fence needs holding. */
      @Override
      public void run(Fence fence) {
        rows.cleanUpExpiredSessions();
      }
    };
  }
}
