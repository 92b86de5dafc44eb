package io.aureus.api;

import io.aureus.payouts.HandedOver;
import io.aureus.payouts.PayoutInformations;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant signs with its own wallet. Numbers of the chain are decimal texts, since many
 * programs cannot hold them.
 *
 * @param link by EIP-681, or by BIP21 for coins
 * @param from and all down to {@code raw}: null where no address of the wallet could pay it alone,
 *     and for coins
 * @param raw EIP-1559, type and fields without a signature, as 0x…
 * @param psbt of coins, by BIP174 in Base64; null, like the next two, where the wallet has too few
 * @param txHash that the transaction of the PSBT has, whoever signs it
 * @param networkFee what the network takes of the merchant's coins
 * @param signed whether the merchant gave it back signed
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
    @Nullable String psbt,
    @Nullable String txHash,
    @Nullable String networkFee,
    boolean signed,
    @Nullable String time,
    String words,
    @Nullable String toldHash) {
  static UnsignedItem of(HandedOver.Unsigned unsigned) {
    HandedOver.Bytes bytes = unsigned.bytes();
    HandedOver.Draft draft = unsigned.draft();
    return bytes == null ? ofCoins(unsigned, draft) : ofAccount(unsigned, bytes);
  }

  private static UnsignedItem ofCoins(
      HandedOver.Unsigned unsigned, HandedOver.@Nullable Draft draft) {
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
        draft == null ? null : draft.psbt(),
        draft == null ? null : draft.txHash(),
        draft == null ? null : draft.fee().text(),
        draft != null && draft.signed(),
        draft == null ? null : PayoutInformations.wireTime(draft.madeAt()),
        unsigned.words(),
        unsigned.toldHash());
  }

  private static UnsignedItem ofAccount(HandedOver.Unsigned unsigned, HandedOver.Bytes bytes) {
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
        null,
        null,
        null,
        false,
        PayoutInformations.wireTime(bytes.madeAt()),
        unsigned.words(),
        unsigned.toldHash());
  }
}
