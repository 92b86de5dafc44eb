package io.aureus.payouts;

import io.aureus.chains.lightning.Invoice;
import io.aureus.chains.lightning.LightningAddress;
import io.aureus.chains.lightning.LightningRequest;
import io.aureus.chains.lightning.Lnurl;
import io.aureus.chains.lightning.Offer;
import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import java.net.URI;
import java.net.URISyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the service of a Lightning address or an LNURL for its terms and for an invoice (LUD-06,
 * LUD-16). All that it says is a stranger's word: an invoice that is not what was asked for is
 * refused, and what it says in words is shown as such.
 */
final class PayeeDesk {
  private static final int LONGEST_WORDS = 200;

  private final PayeeServices services;

  PayeeDesk(PayeeServices services) {
    this.services = services;
  }

  /**
   * What may be sent.
   *
   * @param callback where an invoice is asked for
   * @param least in millisatoshi; both ends may
   * @param most likewise
   * @param metadata the text whose hash is in each invoice
   */
  record Terms(URI callback, long least, long most, String metadata) {}

  /**
   * @param payee no invoice
   * @throws Refusal {@code BAD_REQUEST} where nothing can be paid there; {@code UNAVAILABLE} where
   *     nobody answers
   */
  Terms terms(PayeeServices.Asker asker, LightningRequest payee) {
    JsonNode told = told(asker, url(payee));
    String tag = told.path("tag").asString("");
    if (!tag.equals("payRequest")) {
      throw bad(
          tag.equals("withdrawRequest")
              ? "pays out, and takes nothing: right is the LNURL of one who is to be paid"
              : "says nothing of what could be paid there");
    }
    JsonNode least = told.path("minSendable");
    JsonNode most = told.path("maxSendable");
    JsonNode metadata = told.path("metadata");
    JsonNode callback = told.path("callback");
    if (!isAmount(least) || !isAmount(most) || !metadata.isString() || !callback.isString()) {
      throw bad("does not say as LNURL has it what may be sent");
    }
    return new Terms(
        read(callback.stringValue()), least.asLong(), most.asLong(), metadata.stringValue());
  }

  /**
   * An invoice over exactly so much, as the service gave it; nothing of it is checked here.
   *
   * @throws Refusal as {@link #terms}; {@code BAD_REQUEST} where it takes less or more only
   */
  String invoice(PayeeServices.Asker asker, Terms terms, Amount amount) {
    Asset asset = amount.asset();
    long units = amount.units().longValueExact();
    if (units < terms.least() || units > terms.most()) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST,
          "amount: the receiver takes %s to %s %s at a time, and not %s"
              .formatted(
                  Amount.ofUnits(asset, terms.least()).text(),
                  Amount.ofUnits(asset, terms.most()).text(),
                  asset.code(),
                  amount.text()));
    }
    String callback = terms.callback().toString();
    String joint = terms.callback().getRawQuery() == null ? "?" : "&";
    URI url = read(callback + joint + "amount=" + units);
    JsonNode request = told(asker, url).path("pr");
    if (!request.isString() || request.stringValue().length() > Invoice.MOST) {
      throw bad("gave no invoice");
    }
    return request.stringValue();
  }

  private static URI url(LightningRequest payee) {
    return switch (payee) {
      case LightningAddress address -> address.url();
      case Lnurl lnurl when isToPay(lnurl) -> lnurl.url();
      case Lnurl _ ->
          throw new Refusal(
              ErrorCode.BAD_REQUEST,
              "that LNURL is not for paying: right is the LNURL of one who is to be paid");
      case Offer _ ->
          throw new Refusal(
              ErrorCode.BAD_REQUEST,
              "offers (BOLT12) are not paid here yet: right is an invoice, a Lightning address or"
                  + " an LNURL");
      case Invoice _ -> throw new IllegalArgumentException("nobody is asked for it");
    };
  }

  private static boolean isToPay(Lnurl lnurl) {
    return switch (lnurl.purpose()) {
      case UNKNOWN, PAY -> true;
      case WITHDRAW, CHANNEL, LOGIN -> false;
    };
  }

  private static boolean isAmount(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() && node.asLong() > 0;
  }

  private static URI read(String url) {
    try {
      URI uri = new URI(url);
      if (uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Refused below, as one with a fragment is.
    }
    throw bad("names no web address to ask for an invoice");
  }

  private JsonNode told(PayeeServices.Asker asker, URI url) {
    PayeeServices.Answer answer = services.ask(asker, url);
    JsonNode told;
    try {
      told = JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException e) {
      throw unclear(answer);
    }
    if ("ERROR".equalsIgnoreCase(told.path("status").asString(""))) {
      throw bad("says: “%s”".formatted(words(told.path("reason").asString("no reason"))));
    }
    if (!told.isObject() || answer.status() != 200) {
      throw unclear(answer);
    }
    return told;
  }

  private static Refusal unclear(PayeeServices.Answer answer) {
    return bad(
        "knows no such receiver, or does not speak LNURL: it answered with HTTP status "
            + answer.status());
  }

  /** A stranger's words, in one line that does not end. */
  private static String words(String said) {
    String line = said.replaceAll("[\\p{Cc}\\p{Cf}\\p{Z}]+", " ").strip();
    return line.length() > LONGEST_WORDS ? line.substring(0, LONGEST_WORDS) + "…" : line;
  }

  private static Refusal bad(String words) {
    return new Refusal(ErrorCode.BAD_REQUEST, "the receiver's service " + words);
  }

  /** The money is in the merchant's own node, and nothing here makes that pay. */
  static Refusal isHisOwn() {
    return new Refusal(
        ErrorCode.UNSUPPORTED,
        "this came to the merchant's own Lightning node, for which the gateway has no credential"
            + " that pays: have the receiver make an invoice, and pay it with that node");
  }
}
