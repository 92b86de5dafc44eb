package io.aureus.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One change of the simulated channel, as it stands in its file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LightningEntry.Began.class, name = "began"),
  @JsonSubTypes.Type(value = LightningEntry.Made.class, name = "made"),
  @JsonSubTypes.Type(value = LightningEntry.Tried.class, name = "tried")
})
sealed interface LightningEntry {
  /**
   * The channel.
   *
   * @param payer the secret of that end, in hexadecimal; so is the shop's
   * @param each what each has in it, in millisatoshi
   */
  record Began(String payer, String shop, long each) implements LightningEntry {}

  /**
   * An invoice.
   *
   * @param by the alias of whose it is
   */
  record Made(String by, LndInvoice invoice) implements LightningEntry {}

  /**
   * A payment is now as it says. Where it has succeeded the money has moved.
   *
   * @param by the alias of who pays
   * @param reached the other's invoice, as it is now; null where it did not come there
   */
  record Tried(String by, LndPayment payment, @Nullable LndInvoice reached)
      implements LightningEntry {}
}
