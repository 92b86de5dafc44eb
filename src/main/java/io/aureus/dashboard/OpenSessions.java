package io.aureus.dashboard;

import io.aureus.money.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/** What a person has open, on every device and for every node: shown to him, and ended. */
final class OpenSessions {
  private static final String PROGRAM = "aureus.program";
  private static final String CONTEXT =
      HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

  /** So many bytes of a digest tell one person's sessions apart. */
  private static final int NAME_BYTES = 16;

  /** A person has no more open: each is shown, and all at once. */
  static final int MOST = 30;

  private final FindByIndexNameSessionRepository<? extends Session> rows;
  private final JdbcTemplate jdbc;

  OpenSessions(FindByIndexNameSessionRepository<? extends Session> rows, JdbcTemplate jdbc) {
    this.rows = rows;
    this.jdbc = jdbc;
  }

  /**
   * Keeps with a new session what its owner knows it by, and ends those that he used longest ago
   * where he has too many.
   */
  void begin(String email, HttpServletRequest request) {
    request.getSession().setAttribute(PROGRAM, BrowserName.of(request.getHeader("User-Agent")));
    jdbc.update(
        """
        delete from dashboard_session where primary_id in (
          select primary_id from dashboard_session where principal_name = ?
          order by last_access_time desc, primary_id offset ?)
        """,
        email,
        MOST - 1);
  }

  /** The person's, that of the request first, then those that were used last. */
  List<OpenSession> of(String email, HttpServletRequest request) {
    String current = current(request);
    return open(email).stream()
        .sorted(
            Comparator.comparing((Session session) -> !session.getId().equals(current))
                .thenComparing(Session::getLastAccessedTime, Comparator.reverseOrder()))
        .map(session -> shown(session, session.getId().equals(current)))
        .toList();
  }

  private List<Session> open(String email) {
    List<Session> open = new ArrayList<>(rows.findByPrincipalName(email).values());
    open.removeIf(Session::isExpired);
    return open;
  }

  private static OpenSession shown(Session session, boolean current) {
    String program = session.getAttribute(PROGRAM);
    return new OpenSession(
        name(session.getId()),
        Texts.time(session.getCreationTime()),
        Texts.time(session.getLastAccessedTime()),
        address(session.getAttribute(CONTEXT)),
        program == null ? BrowserName.UNKNOWN : program,
        current);
  }

  private static String address(@Nullable Object context) {
    return context instanceof SecurityContext known
            && known.getAuthentication() != null
            && known.getAuthentication().getDetails() instanceof WebAuthenticationDetails details
            && details.getRemoteAddress() != null
        ? details.getRemoteAddress()
        : "";
  }

  /**
   * Ends one of the person's own.
   *
   * @return false where he has none of that name any more
   */
  boolean end(String email, String name) {
    List<Session> named =
        open(email).stream().filter(session -> name(session.getId()).equals(name)).toList();
    named.forEach(session -> rows.deleteById(session.getId()));
    return !named.isEmpty();
  }

  /** Ends all of the person's but the one that asks. */
  void endOthers(String email, HttpServletRequest request) {
    String current = current(request);
    open(email).stream()
        .map(Session::getId)
        .filter(id -> !id.equals(current))
        .forEach(rows::deleteById);
  }

  /**
   * Ends all of a person's.
   *
   * @param email of the account, as it is signed in with
   */
  void end(String email) {
    rows.findByPrincipalName(email).keySet().forEach(rows::deleteById);
  }

  private static String current(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? "" : session.getId();
  }

  private static String name(String id) {
    return Sha256.hex(id).substring(0, 2 * NAME_BYTES);
  }
}
