package io.aureus.merchants;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What stands before the @ of merchants' Lightning addresses. A merchant has one that is switched
 * on, or none; one that he had before stays his.
 */
public final class LightningNames {
  /** As LUD-16 has it. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");

  /** Since they stay, one merchant could otherwise take them all. */
  private static final int MOST = 10;

  private final LightningNameRows rows;
  private final MerchantRows merchants;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Set<String> kept;

  /**
   * @param kept names that are nobody's; who had one already keeps it
   */
  LightningNames(
      LightningNameRows rows,
      MerchantRows merchants,
      TransactionTemplate transactions,
      Clock clock,
      Set<String> kept) {
    this.rows = rows;
    this.merchants = merchants;
    this.transactions = transactions;
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * @param isOn whether it is answered for
   */
  public record Name(String name, boolean isOn) {}

  /** The one that the merchant chose last; empty where he never chose one. */
  public Optional<Name> of(MerchantId merchant) {
    return rows.of(merchant);
  }

  /** Whose a name is that is switched on; empty for any text that is none. */
  public Optional<MerchantId> holder(String name) {
    return NAME.matcher(name).matches() ? rows.holder(name) : Optional.empty();
  }

  /**
   * Switches a name on, and the one before off.
   *
   * @throws Refusal {@code BAD_REQUEST} where it cannot be one, {@code CONFLICT} where it is
   *     another's or kept back, or the merchant has too many
   */
  public void switchOn(MerchantId merchant, String name) {
    if (!NAME.matcher(name).matches() || name.replace(".", "").isEmpty()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "a name has 1 to 64 of the letters a to z, the digits, and - _ . with more than dots");
    }
    transactions.executeWithoutResult(
        status -> {
          lock(merchant);
          rows.switchOff(merchant, name);
          if (kept.contains(name) && !rows.isOf(merchant, name)) {
            throw new Refusal(ErrorCode.CONFLICT, "the name %s is kept back".formatted(name));
          }
          if (!rows.switchOn(merchant, name, clock.instant())) {
            throw new Refusal(ErrorCode.CONFLICT, "the name %s is taken".formatted(name));
          }
          if (rows.others(merchant, name) >= MOST) {
            throw new Refusal(
                ErrorCode.CONFLICT,
                "you have had %d names, which stay yours: take one of them again".formatted(MOST));
          }
        });
  }

  /** Nothing where it is off already. */
  public void switchOff(MerchantId merchant) {
    transactions.executeWithoutResult(
        status -> {
          lock(merchant);
          rows.switchOff(merchant, "");
        });
  }

  /** One choice of a merchant at a time. */
  private void lock(MerchantId merchant) {
    if (merchants.lock(merchant).isEmpty()) {
      throw new Refusal(ErrorCode.NOT_FOUND, "no merchant " + merchant);
    }
  }
}
