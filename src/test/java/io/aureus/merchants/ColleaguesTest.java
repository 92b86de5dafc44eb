package io.aureus.merchants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.testing.AdjustableClock;
import io.aureus.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who acts for a merchant, and who says so. */
class ColleaguesTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String HERS = "another good password";
  private static final String HOME = "192.0.2.1";
  private static final String FRIEND = "friend@example.com";

  private final TestDatabase database = TestDatabase.fresh();
  private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final TestMerchants node = new TestMerchants(database, clock);
  private final Person owner =
      node.setupToken.redeem(
          node.setupToken.issueIfNobody().orElseThrow(), "o@example.com", PASSWORD, "My Shop");
  private final MerchantId shop = owner.memberships().getFirst().merchant();

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void anInvitationLetsOnePersonInOnceAndIsKeptAsAHashOnly() {
    String token = invite(Role.ADMIN);
    assertThat(node.colleagues.invited(shop)).hasSize(1);
    byte[] kept =
        node.jdbc.sql("select hash from invitation").query((row, n) -> row.getBytes(1)).single();
    assertThat(kept).isEqualTo(Secrets.hash(token).array());
    refused(ErrorCode.NOT_FOUND, () -> node.invitations.accept(token + "x", HERS, "", HOME));
    refused(ErrorCode.BAD_REQUEST, () -> node.invitations.accept(token, "short", "", HOME));
    assertThat(node.invitations.accept(token, HERS, "", HOME)).isEqualTo(FRIEND);
    assertThat(node.people.signIn(FRIEND, HERS, HOME).memberships())
        .containsExactly(new Person.Membership(shop, Role.ADMIN));
    refused(ErrorCode.NOT_FOUND, () -> node.invitations.accept(token, PASSWORD, "", HOME));
    refused(ErrorCode.CONFLICT, () -> invite(Role.OWNER));
    assertThat(deeds()).contains("person invited", "account made", "membership given");
    assertThat(actorOf("membership given")).isEqualTo("person:" + friend());
  }

  @Test
  void anInvitationEndsAndIsVoidOnceItIsTakenBackOrReplaced() {
    String old = invite(Role.ADMIN);
    String replaced = invite(Role.VIEWER);
    assertThat(node.invitations.find(old)).isEmpty();
    assertThat(node.invitations.find(replaced).orElseThrow().role()).isEqualTo(Role.VIEWER);
    long id = node.colleagues.invited(shop).getFirst().id();
    node.colleagues.takeBack(shop, owner.id(), id);
    refused(ErrorCode.NOT_FOUND, () -> node.invitations.accept(replaced, HERS, "", HOME));
    String late = invite(Role.ADMIN);
    clock.advance(Colleagues.STANDS);
    assertThat(node.colleagues.invited(shop)).isEmpty();
    refused(ErrorCode.NOT_FOUND, () -> node.invitations.accept(late, HERS, "", HOME));
  }

  /** Whoever invites knows the link: it must not be a way into an account that is there. */
  @Test
  void anInvitationNeverSetsThePasswordOfAnAccountThatIsThere() {
    node.invitations.accept(invite(Role.ADMIN), HERS, "", HOME);
    node.colleagues.remove(shop, owner.id(), friend());
    String again = invite(Role.VIEWER);
    refused(
        ErrorCode.UNAUTHORIZED,
        () -> node.invitations.accept(again, "the owner's own choice", "", HOME));
    node.invitations.accept(again, HERS, "", HOME);
    assertThat(node.people.signIn(FRIEND, HERS, HOME).memberships())
        .containsExactly(new Person.Membership(shop, Role.VIEWER));
    DemoMerchant.Shop other = node.demo.ensure("other@example.com", PASSWORD, "Other");
    String theirs = node.colleagues.invite(shop, owner.id(), other.email(), Role.ADMIN);
    refused(ErrorCode.CONFLICT, () -> node.invitations.accept(theirs, PASSWORD, "", HOME));
    assertThat(node.people.signIn(other.email(), PASSWORD, HOME).memberships()).hasSize(1);
  }

  @Test
  void theLastOwnerStaysAndOnlyOwnersSayWhoElseDoes() {
    node.invitations.accept(invite(Role.ADMIN), HERS, "", HOME);
    long friend = friend();
    refused(
        ErrorCode.FORBIDDEN,
        () -> node.colleagues.invite(shop, friend, "x@example.com", Role.OWNER));
    refused(ErrorCode.FORBIDDEN, () -> node.colleagues.remove(shop, friend, owner.id()));
    refused(
        ErrorCode.FORBIDDEN, () -> node.colleagues.changeRole(shop, friend, friend, Role.OWNER));
    refused(ErrorCode.CONFLICT, () -> node.colleagues.remove(shop, owner.id(), owner.id()));
    refused(
        ErrorCode.CONFLICT,
        () -> node.colleagues.changeRole(shop, owner.id(), owner.id(), Role.ADMIN));
    MerchantId other = node.demo.ensure("other@example.com", PASSWORD, "Other").merchant();
    refused(ErrorCode.FORBIDDEN, () -> node.colleagues.remove(other, owner.id(), friend));
    refused(ErrorCode.NOT_FOUND, () -> node.colleagues.remove(shop, owner.id(), 999));
    node.colleagues.changeRole(shop, owner.id(), friend, Role.OWNER);
    node.colleagues.remove(shop, friend, owner.id());
    assertThat(node.colleagues.of(shop)).extracting(Colleague::id).containsExactly(friend);
  }

  @Test
  void whoMayInviteNoMoreHasInvitedNobody() {
    node.invitations.accept(invite(Role.OWNER), HERS, "", HOME);
    String left = node.colleagues.invite(shop, friend(), "thief@example.com", Role.OWNER);
    node.colleagues.remove(shop, owner.id(), friend());
    assertThat(node.invitations.find(left)).isEmpty();
  }

  /** Else the next account would run the deployment. */
  @Test
  void theOperatorIsAnOwnerOfTheFirstMerchantWhoeverLeavesIt() {
    assertThat(node.people.isOperator(owner.id())).isTrue();
    DemoMerchant.Shop other = node.demo.ensure("other@example.com", PASSWORD, "Other");
    long stranger = node.people.signIn(other.email(), PASSWORD, HOME).id();
    node.invitations.accept(invite(Role.ADMIN), HERS, "", HOME);
    assertThat(node.people.isOperator(friend())).isFalse();
    node.colleagues.changeRole(shop, owner.id(), friend(), Role.OWNER);
    assertThat(node.people.isOperator(friend())).isTrue();
    node.colleagues.remove(shop, friend(), owner.id());
    assertThat(node.people.isOperator(friend())).isTrue();
    assertThat(node.people.isOperator(owner.id())).isFalse();
    assertThat(node.people.isOperator(stranger)).isFalse();
  }

  @Test
  void ofManyWhoUseOneInvitationAtOnceOneComesIn() throws Exception {
    String token = invite(Role.ADMIN);
    int came = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(threads.submit(() -> comesIn(token)));
      }
      for (Future<Boolean> answer : answers) {
        came += answer.get() ? 1 : 0;
      }
    }
    assertThat(came).isEqualTo(1);
    assertThat(node.colleagues.of(shop)).hasSize(2);
  }

  private boolean comesIn(String token) {
    try {
      node.invitations.accept(token, HERS, "", HOME);
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }

  private String invite(Role role) {
    return node.colleagues.invite(shop, owner.id(), FRIEND, role);
  }

  private long friend() {
    return node.jdbc
        .sql("select id from person where email = ?")
        .param(FRIEND)
        .query(Long.class)
        .single();
  }

  private List<String> deeds() {
    return node.jdbc.sql("select deed from audit_entry").query(String.class).list();
  }

  private String actorOf(String deed) {
    return node.jdbc
        .sql("select actor from audit_entry where deed = ? order by id desc limit 1")
        .param(deed)
        .query(String.class)
        .single();
  }

  private static void refused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
