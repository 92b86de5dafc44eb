package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the signer refuses is in the audit log, once. */
class RefusedSignatureTest {
  @Test
  void aSignatureThatThePolicyForbidsIsInTheAuditLogOnceForEachRule() {
    SignerFixture fixture =
        new SignerFixture(
            new JavaCurve(),
            SignerFixture.settings(
                Map.of("ETH", BigDecimal.ONE), Map.of(), Map.of(), null, false, ""));
    Signer signer =
        new WatchedSigner(
            fixture.signer(), new RefusalRows(fixture.database().jdbc()), fixture.clock());
    Signer.Spend much =
        new Signer.Spend(
            "p-1",
            Signer.Purpose.REFUND,
            "mct-1",
            SignerFixture.COIN,
            BigInteger.TEN.pow(19),
            fixture.stranger());
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  signer.sign(
                      SignerFixture.ETH,
                      much,
                      new Signer.Terms(
                          new Signer.Source.Hot(), 0, 21_000, BigInteger.TEN, BigInteger.ONE)))
          .isInstanceOf(Refusal.class);
    }
    assertThat(refusals(fixture))
        .singleElement()
        .asString()
        .startsWith("signer payout:p-1 one payout is of 1.0 ETH at most");
  }

  private static List<String> refusals(SignerFixture fixture) {
    return fixture
        .database()
        .jdbc()
        .sql(
            """
            select actor || ' ' || subject || ' ' || details from audit_entry
            where deed = 'signature refused'
            """)
        .query(String.class)
        .list();
  }
}
