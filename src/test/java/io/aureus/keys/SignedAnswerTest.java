package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aureus.errors.Refusal;
import io.aureus.money.Chain;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a stranger gives back for a draft: it is taken, or refused in words. */
class SignedAnswerTest {
  private static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);
  private static final int MOST = 1_000_000;

  private final ExtendedKey key =
      ExtendedKey.master(new JavaCurve(), Mnemonic.seed(List.of("test test".split(" ")), ""))
          .descend(84 | ExtendedKey.HARDENED, 1 | ExtendedKey.HARDENED, ExtendedKey.HARDENED);
  private final CoinDraft draft = draft();

  private CoinDraft draft() {
    OwnAccount account =
        OwnAccount.read(BTC, "wpkh(" + key.publicKey().text(0x0435_87CF) + "/<0;1>/*)");
    CoinPoint point = new CoinPoint("aa".repeat(32), 1);
    CoinOutput paid = new CoinOutput(40_000, "0014751e76e8199196d454941c45d1b3a323f1433bd6");
    return CoinDraft.of(
        List.of(new CoinDraft.Held(point, 50_000, account, false, 7, "")),
        paid,
        new CoinDraft.Change(9_000, account, true, 3));
  }

  private byte[] signed() {
    Psbt asked = SignedAnswer.psbt(draft.psbt());
    CoinTransaction known = asked.transaction().spending(List.of(asked.spent(0).orElseThrow()));
    CoinWitness witness = key.child(0).child(7).witness(new SignatureHashes(known), 0);
    return HexFormat.of().parseHex(known.signed(List.of(witness)).raw().replace("0x", ""));
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void bytesThatWereTamperedWithAreTakenAsWhatTheyAreOrRefusedInWords() {
    SplittableRandom random = new SplittableRandom(4);
    byte[][] valid = {signed(), Base64.getDecoder().decode(draft.psbt())};
    assertThat(outcome(valid[0])).isEqualTo(draft.txid());
    assertThat(outcome(valid[1])).startsWith("signed: ");
    int taken = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = valid[i % 2].clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (i % 5 == 0) {
        bytes = Arrays.copyOf(bytes, random.nextInt(2 * bytes.length));
      }
      // Nothing but its signature may differ, and that must be right.
      String outcome = outcome(bytes);
      assertThat(outcome).matches(draft.txid() + "|signed: .+");
      taken += outcome.equals(draft.txid()) ? 1 : 0;
      shown(bytes);
    }
    assertThat(taken).isLessThan(100);
  }

  private String outcome(byte[] bytes) {
    try {
      return SignedAnswer.of(draft.psbt(), HexFormat.of().formatHex(bytes)).hash();
    } catch (Refusal e) {
      return e.words();
    }
  }

  private static void shown(byte[] bytes) {
    try {
      assertThat(SignedAnswer.shown(HexFormat.of().formatHex(bytes)).txid()).hasSize(64);
    } catch (Refusal e) {
      assertThat(e.words()).startsWith("signed: ");
    }
  }

  @Test
  void whatWasPastedWrongIsRefusedWithWhatWouldBeRight() {
    String whole = draft.psbt();
    for (String typed : List.of("hello world", whole.substring(12), "aa".repeat(32), "\"", "")) {
      assertThatThrownBy(() -> SignedAnswer.of(whole, typed))
          .hasMessageContaining("right is the signed PSBT");
    }
    assertThatThrownBy(() -> SignedAnswer.of(whole, "aa".repeat(32)))
        .hasMessageContaining("the id of a transaction");
    assertThatThrownBy(() -> SignedAnswer.of(whole, whole.substring(0, 80)))
        .hasMessageContaining("copy all of it");
    assertThatThrownBy(() -> SignedAnswer.of(whole, whole)).hasMessageContaining("is not signed");
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void textsAsLongAsThePageTakesAreRefused() {
    for (String typed :
        List.of("a".repeat(MOST), "a".repeat(MOST - 1), "=".repeat(MOST), " ".repeat(MOST))) {
      assertThatThrownBy(() -> SignedAnswer.of(draft.psbt(), typed))
          .isInstanceOf(Refusal.class)
          .hasMessageStartingWith("signed: ");
    }
  }
}
