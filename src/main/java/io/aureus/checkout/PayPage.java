package io.aureus.checkout;

import io.aureus.web.QrPicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the payer reads of an order. Public because templates read it; every text is as it is shown,
 * and is escaped where it is shown.
 *
 * @param ended whether the page need not look for changes any more
 * @param mark changes whenever there is something else to show
 * @param headline where the order stands, in a few words; also read aloud on change
 * @param advice what to do now
 * @param ask what is to be paid, where something is
 * @param again whether that is asked only of a payer whose payment has failed
 * @param title of the window
 * @param token the checkout token, where the payer came with one; empty otherwise
 * @param mayChangeCoin whether another coin can still be chosen
 * @param returnTo where the browser is sent, as the merchant gave it; empty for nowhere
 * @param secondsLeft to pay in; 0 where it does not count
 * @param steps of the way to a paid order; empty where it leads there no more
 * @param depth how sure the payment is; empty where that does not count
 * @param looking said where we do not see the chain just now; empty elsewhere
 * @param hasReceipt whether there is a page that he can keep
 */
public record PayPage(
    String orderId,
    String shop,
    String price,
    Stage stage,
    boolean ended,
    String mark,
    String title,
    String headline,
    String advice,
    Optional<Ask> ask,
    boolean again,
    List<Receipt> receipts,
    String token,
    boolean mayChangeCoin,
    String returnTo,
    long secondsLeft,
    List<Step> steps,
    Optional<Depth> depth,
    String looking,
    boolean hasReceipt,
    PageLanguage language) {

  /** What kind of page it is: decides colour and sign. */
  public enum Stage {
    /** The payer is to do something. */
    ASKING,
    /** The payer waits for us. */
    CHECKING,
    /** Paid. */
    DONE,
    /** Over without success. */
    OVER
  }

  /** One step of the way, in a word. */
  public record Step(String name, Standing standing) {
    /** Whether the payer stands at it. */
    public boolean isNow() {
      return standing == Standing.NOW;
    }
  }

  /** Where a step is, seen from the payer. */
  public enum Standing {
    PAST,
    NOW,
    AHEAD
  }

  /**
   * How many confirmations the payment has.
   *
   * @param needed 1 or more
   */
  public record Depth(int done, int needed, String words) {}

  /**
   * @param amount decimal digits, to be typed as they stand
   * @param coin e.g. {@code USDT}
   * @param small the same amount as wallets of Lightning show it; empty elsewhere
   * @param network e.g. {@code Ethereum}
   * @param contract the token's contract, empty for a native coin
   * @param targets where to, or by what: each does
   * @param link opens a wallet
   * @param picture what the QR code is and says, for who does not see it
   * @param rest whether this asks for what is missing
   * @param counts after what a payment counts, as a sentence
   * @param warning what would not count
   * @param until when it can no longer be paid
   * @param lightning whether it is asked for by an invoice alone
   */
  public record Ask(
      String amount,
      String coin,
      String small,
      String network,
      String contract,
      List<Target> targets,
      String link,
      QrPicture qr,
      String picture,
      boolean rest,
      String counts,
      String warning,
      Instant until,
      boolean lightning) {}

  /**
   * An address, or an invoice or offer of Lightning.
   *
   * @param id of its element
   * @param name for people
   * @param copy what the button that copies it does, for who does not see where it stands
   * @param text to be copied
   */
  public record Target(String id, String name, String copy, String text) {}

  /** One payment that came. */
  public record Receipt(String amount, String words, String txHash) {}

  /** Its own address, token kept. */
  public String path() {
    return "/checkout/" + orderId;
  }

  /** The query that keeps the token on every link; empty without one. */
  public String tokenQuery() {
    return token.isEmpty() ? "" : "?token=" + token;
  }

  /** The same with the language that the payer chose. */
  public String query() {
    return language.link(tokenQuery());
  }

  /** Where a browser without script looks again: it says that it has been looking. */
  public String watchPath() {
    return language.link(path() + tokenQuery() + (token.isEmpty() ? "?" : "&") + "watch=1");
  }

  /** The page that can be kept. */
  public String receiptPath() {
    return language.link(path() + "/receipt");
  }

  /** Whether the payer is to tell the shop the order's number. */
  public boolean tellsNumber() {
    return stage == Stage.OVER;
  }

  /** What a screen reader says where it is another than before. */
  public String announce() {
    String words = language.words().text("announce", headline, advice);
    return looking.isEmpty() ? words : words + " " + looking;
  }

  /** Where another coin is chosen. */
  public String changePath() {
    return language.link("/checkout/choose" + tokenQuery() + "&change=1");
  }

  /** Minutes and seconds, for a browser without script. */
  public String clock() {
    return "%d:%02d".formatted(secondsLeft / 60, secondsLeft % 60);
  }
}
