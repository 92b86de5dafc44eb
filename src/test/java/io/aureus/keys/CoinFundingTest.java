package io.aureus.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aureus.money.Chain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole transactions that a draft's coins come from, for devices that know no chain. */
class CoinFundingTest {
  private static final Chain BTC = new Chain("BTC", "Bitcoin", "bitcoin", "regtest", 0, 2);
  private static final HexFormat HEX = HexFormat.of();
  private static final CoinOutput PAID =
      new CoinOutput(70_000, "0014751e76e8199196d454941c45d1b3a323f1433bd6");

  private static OwnAccount account(AddressForm form) {
    int hard = ExtendedKey.HARDENED;
    byte[] seed = Mnemonic.seed(List.of("test test test junk".split(" ")), "");
    ExtendedKey key =
        ExtendedKey.master(new JavaCurve(), seed).descend(form.purpose() | hard, 1 | hard, hard);
    String text = key.publicKey().text(0x0435_87CF) + "/<0;1>/*";
    return OwnAccount.read(BTC, form.opening() + text + form.closing());
  }

  private static CoinDraft draft(CoinDraft.Held first, CoinDraft.Held second) {
    CoinDraft.Change change = new CoinDraft.Change(19_000, first.account(), true, 3);
    return CoinDraft.of(List.of(first, second), PAID, change);
  }

  /** It pays the address so much as its second output, with a witness of so many bytes. */
  private static RawTransaction funding(
      OwnAccount account, boolean isChange, long index, long paid) {
    String script = account.place(isChange, index).script();
    CoinWitness witness = new CoinWitness(new byte[0], List.of(new byte[71], new byte[33]));
    CoinPoint from = new CoinPoint("cc".repeat(32), paid);
    return new RawTransaction(
        2,
        List.of(new RawTransaction.In(from, 0xffff_fffdL, witness)),
        List.of(PAID, new CoinOutput(paid, script)),
        0);
  }

  /** As nodes send it, with its witnesses. */
  private static String hex(RawTransaction whole) {
    CoinBytes out = new CoinBytes().four(whole.version()).one(0).one(1);
    byte[] stripped = whole.stripped();
    out.plain(Arrays.copyOfRange(stripped, 4, stripped.length - 4));
    for (RawTransaction.In in : whole.inputs()) {
      out.count(in.witness().stack().size());
      in.witness().stack().forEach(out::sized);
    }
    return HEX.formatHex(out.four(whole.lockTime()).bytes());
  }

  private static CoinDraft.Held held(
      RawTransaction of, OwnAccount account, boolean isChange, long index, String funding) {
    CoinPoint point = new CoinPoint(of.txid(), 1);
    long units = of.outputs().get(1).units();
    return new CoinDraft.Held(point, units, account, isChange, index, funding);
  }

  /** Since a device without a chain would sign a fee that nobody told it otherwise. */
  @ParameterizedTest
  @EnumSource(
      value = AddressForm.class,
      names = {"BIP49", "BIP84", "BIP86"})
  void aDeviceIsGivenTheTransactionsThatItsCoinsComeFromButForTaproot(AddressForm form) {
    OwnAccount account = account(form);
    RawTransaction first = funding(account, false, 7, 50_000);
    RawTransaction second = funding(account, true, 2, 40_000);
    assertThat(RawTransaction.parse(HEX.parseHex(hex(first)), true).txid()).isEqualTo(first.txid());
    CoinDraft draft =
        draft(
            held(first, account, false, 7, hex(first)),
            held(second, account, true, 2, HEX.formatHex(second.stripped())));
    Psbt psbt = SignedAnswer.psbt(draft.psbt());
    boolean isTaproot = form == AddressForm.BIP86;
    assertThat(psbt.input(0).get(Psbt.WHOLE_SPENT).map(HEX::formatHex))
        .isEqualTo(Optional.of(first.stripped()).map(HEX::formatHex).filter(x -> !isTaproot));
    assertThat(psbt.input(1).get(Psbt.WHOLE_SPENT).isPresent()).isNotEqualTo(isTaproot);
    assertThat(psbt.input(0).get(Psbt.SPENT)).isPresent();
    assertThat(psbt.spent(1).orElseThrow().units()).isEqualTo(40_000);
  }

  @Test
  void aTransactionThatIsNotTheCoinsOwnIsLeftOutAndSoAreAllOthers() {
    OwnAccount account = account(AddressForm.BIP84);
    RawTransaction first = funding(account, false, 7, 50_000);
    RawTransaction second = funding(account, true, 2, 40_000);
    // Of another id; of that id, but the coin would be another; nothing that could be read; none.
    CoinDraft.Held right = held(first, account, false, 7, hex(first));
    CoinPoint beyond = new CoinPoint(second.txid(), 2);
    CoinPoint elsewhere = new CoinPoint(second.txid(), 0);
    List<CoinDraft.Held> wrong =
        List.of(
            held(second, account, true, 2, hex(first)),
            new CoinDraft.Held(beyond, 40_000, account, true, 2, hex(second)),
            new CoinDraft.Held(elsewhere, 40_000, account, true, 2, hex(second)),
            new CoinDraft.Held(
                new CoinPoint(second.txid(), 1), 40_001, account, true, 2, hex(second)),
            held(second, account, true, 2, hex(second) + "00"),
            held(second, account, true, 2, "zz"));
    for (CoinDraft.Held one : wrong) {
      Psbt psbt = SignedAnswer.psbt(draft(right, one).psbt());
      assertThat(psbt.input(0).get(Psbt.WHOLE_SPENT)).isEmpty();
      assertThat(psbt.input(1).get(Psbt.WHOLE_SPENT)).isEmpty();
      assertThat(psbt.spent(1)).isPresent();
    }
  }

  /** It is to come back signed, and what takes it has its limit. */
  @Test
  void whatIsLargeTogetherIsLeftOutTogether() {
    OwnAccount account = account(AddressForm.BIP84);
    for (int size : new int[] {290_000, 310_000}) {
      RawTransaction small = funding(account, false, 7, 50_000);
      List<CoinOutput> outputs = new ArrayList<>(small.outputs());
      for (int left = size; left > 0; left -= 10_000) {
        outputs.add(new CoinOutput(0, "6a".repeat(10_000)));
      }
      RawTransaction large = new RawTransaction(2, small.inputs(), outputs, 0);
      CoinDraft.Held one = held(large, account, false, 7, hex(large));
      CoinDraft draft = draft(one, one);
      assertThat(SignedAnswer.psbt(draft.psbt()).input(0).get(Psbt.WHOLE_SPENT).isPresent())
          .isEqualTo(size < 300_000);
      // With room for signatures.
      assertThat(draft.psbt().length()).isLessThan(900_000);
    }
  }
}
