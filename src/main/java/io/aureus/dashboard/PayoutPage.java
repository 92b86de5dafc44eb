package io.aureus.dashboard;

import io.aureus.payouts.PayoutState;
import io.aureus.web.QrPicture;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payout's story. Public because templates read it.
 *
 * @param look the colour of its status
 * @param hold why it is held; empty where it is not
 * @param toSign what the merchant's own wallet is to sign; null for nothing
 * @param isTheOperators whether it waits for the operator: see {@link DoubtsController}
 * @param mayDecide whether it is held, so that somebody may let it go
 * @param mayCancel whether it is not signed yet
 * @param needsCode whether the person has an authenticator app
 */
public record PayoutPage(
    Shell shell,
    String id,
    String kind,
    String status,
    String look,
    String words,
    String hold,
    List<OrderPage.Fact> facts,
    String orderId,
    List<OrderPage.StoryLine> story,
    List<OrderPage.DeliveryLine> deliveries,
    @Nullable ToSign toSign,
    boolean isTheOperators,
    boolean mayDecide,
    boolean mayCancel,
    boolean needsCode) {
  /**
   * A transaction for a wallet of the merchant's own.
   *
   * @param link by EIP-681 or BIP21, also as the QR code
   * @param fields of the transaction, each to be copied; empty where the wallet cannot pay it
   * @param words what should be known; empty for nothing
   * @param isCoins whether it is a PSBT, to be given back signed
   * @param isSigned whether it was given back
   */
  public record ToSign(
      String link,
      QrPicture qr,
      List<KeysPage.Fresh> fields,
      String words,
      boolean isCoins,
      boolean isSigned) {
    /** Whom it waits for. */
    String standing() {
      if (isSigned) {
        return "Signed with your own wallet; waits for a block.";
      }
      return isCoins && fields.isEmpty()
          ? "Waits; there is nothing to sign now."
          : MoneyTexts.words(PayoutState.HANDED_OVER);
    }
  }
}
