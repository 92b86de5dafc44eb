package io.aureus.payouts;

import io.aureus.errors.ErrorCode;
import io.aureus.errors.Refusal;
import io.aureus.keys.EvmCall;
import io.aureus.money.Amount;
import io.aureus.money.Asset;
import io.aureus.payouts.HandedOver.Bytes;
import io.aureus.payouts.HandedOver.Unsigned;
import io.aureus.payouts.HandedRows.Handed;
import io.aureus.payouts.Places.Gas;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what was handed over into what is shown. Pure. */
final class UnsignedOnes {
  private UnsignedOnes() {}

  static Unsigned of(Payout payout, Handed given) {
    String link = link(payout.amount(), payout.destination());
    Gas gas = given.gas();
    String from = given.from();
    String raw = given.raw();
    if (gas == null || from == null || raw == null) {
      return new Unsigned(link, null, null, given.words(), given.toldHash());
    }
    Asset asset = payout.amount().asset();
    EvmCall call = EvmCall.transfer(asset, payout.amount().units(), payout.destination());
    Bytes bytes =
        new Bytes(
            asset.chain().networkId(),
            from,
            call.to(),
            call.value(),
            call.data(),
            given.nonce(),
            gas.limit(),
            gas.maxFee(),
            gas.priority(),
            raw,
            given.madeAt());
    return new Unsigned(link, bytes, null, given.words(), given.toldHash());
  }

  static Unsigned ofCoins(Payout payout, OwnDraftRows.@Nullable Draft draft, String words) {
    Amount amount = payout.amount();
    String link =
        "%s:%s?amount=%s"
            .formatted(amount.asset().chain().family(), payout.destination(), amount.text());
    HandedOver.@Nullable Draft shown =
        draft == null
            ? null
            : new HandedOver.Draft(
                draft.psbt(),
                draft.txHash(),
                Amount.ofUnits(amount.asset(), draft.fee()),
                draft.raw() != null,
                draft.madeAt());
    return new Unsigned(link, null, shown, words, null);
  }

  /** EIP-681. */
  private static String link(Amount amount, String to) {
    Asset asset = amount.asset();
    long chainId = asset.chain().networkId();
    return asset.isNative()
        ? "ethereum:%s@%d?value=%s".formatted(to, chainId, amount.units())
        : "ethereum:%s@%d/transfer?address=%s&uint256=%s"
            .formatted(asset.contract(), chainId, to, amount.units());
  }

  /** As chains write it. */
  static String hash(String typed) {
    String hash = typed.strip().toLowerCase(Locale.ROOT);
    if (!hash.matches("0x[0-9a-f]{64}")) {
      throw new Refusal(
          ErrorCode.BAD_REQUEST, "tx_hash: must be 0x and 64 hex digits, as your wallet shows it");
    }
    return hash;
  }
}
