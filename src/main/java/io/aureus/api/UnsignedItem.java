package io.aureus.api;

import io.aureus.payouts.HandedOver;
import io.aureus.payouts.PayoutInformations;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant signs with its own wallet. Numbers of the chain are decimal texts, since many
 * programs cannot hold them.
 *
 * @param link by EIP-681
 * @param from and all down to {@code time}: null where no address of the wallet could pay it alone
 * @param raw EIP-1559, type and fields without a signature, as 0x…
 * @param words what the merchant should know; empty for nothing
 * @param toldHash the transaction that the merchant told; null for none
 */
record UnsignedItem(
    String link,
    @Nullable String chainId,
    @Nullable String from,
    @Nullable String to,
    @Nullable String value,
    @Nullable String data,
    @Nullable String nonce,
    @Nullable String gasLimit,
    @Nullable String maxFeePerGas,
    @Nullable String maxPriorityFeePerGas,
    @Nullable String raw,
    @Nullable String time,
    String words,
    @Nullable String toldHash) {
  static UnsignedItem of(HandedOver.Unsigned unsigned) {
    HandedOver.Bytes bytes = unsigned.bytes();
    if (bytes == null) {
      return new UnsignedItem(
          unsigned.link(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          unsigned.words(),
          unsigned.toldHash());
    }
    return new UnsignedItem(
        unsigned.link(),
        String.valueOf(bytes.chainId()),
        bytes.from(),
        bytes.to(),
        bytes.value().toString(),
        bytes.data(),
        String.valueOf(bytes.nonce()),
        String.valueOf(bytes.gasLimit()),
        bytes.maxFee().toString(),
        bytes.priority().toString(),
        bytes.raw(),
        PayoutInformations.wireTime(bytes.madeAt()),
        unsigned.words(),
        unsigned.toldHash());
  }
}
