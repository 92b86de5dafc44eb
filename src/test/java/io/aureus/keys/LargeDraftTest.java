package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Chain;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was handed out must be taken back signed, however many coins it spends. */
class LargeDraftTest {
  private static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);

  /** As {@code HandedOver.MOST_SIGNED}. */
  private static final int MOST_LETTERS = 1_000_000;

  /** Key, signature, and what they stand under. */
  private static final int SIGNED_BYTES = 110;

  private final OwnAccount account = OwnAccount.read(BTC, new MerchantCoins().descriptor());
  private final String script = account.place(false, 7).script();

  @Test
  void aDraftOfManyCoinsIsGivenBackSigned() {
    for (int coins : List.of(50, 500, 1_000, 1_400)) {
      for (int bytes : List.of(200, 400, 590, 1_180, 11_900)) {
        int psbt = SignedAnswer.psbt(draft(coins, bytes).psbt()).bytes().length;
        assertThat((psbt + coins * SIGNED_BYTES) * 4 / 3).isLessThanOrEqualTo(MOST_LETTERS);
      }
    }
    assertThat(SignedAnswer.psbt(draft(500, 400).psbt()).input(0).get(Psbt.WHOLE_SPENT))
        .isPresent();
  }

  /** Of coins that come each from a transaction of about so many bytes. */
  private CoinDraft draft(int coins, int bytes) {
    List<CoinDraft.Held> held = new ArrayList<>();
    for (int i = 0; i < coins; i++) {
      CoinPoint from = new CoinPoint("%064x".formatted(i), 0);
      CoinWitness filled = new CoinWitness(new byte[bytes - 90], List.of());
      RawTransaction whole =
          new RawTransaction(
              2,
              List.of(new RawTransaction.In(from, 0xffff_fffdL, filled)),
              List.of(new CoinOutput(1_000, script)),
              0);
      String funding = HexFormat.of().formatHex(whole.stripped());
      held.add(
          new CoinDraft.Held(new CoinPoint(whole.txid(), 0), 1_000, account, false, 7, funding));
    }
    return CoinDraft.of(held, new CoinOutput(1_000, script), null);
  }
}
