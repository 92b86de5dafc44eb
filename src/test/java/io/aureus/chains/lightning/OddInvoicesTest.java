package io.aureus.chains.lightning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.aureus.chains.lightning.LightningRefusal.Kind;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invoices that are signed as they should be, and say what they should not. */
class OddInvoicesTest {
  private static final BigInteger ORDER = SECNamedCurves.getByName("secp256k1").getN();
  private static final String ZERO = "q".repeat(52);
  private static final String POINT = "02" + "00".repeat(32);

  @Test
  void theRightOneIsTaken() {
    Invoice invoice = read(RawInvoice.right());
    assertThat(invoice.terms().millisatoshi()).hasValue(2_000_000);
    assertThat(invoice.terms().description()).isEqualTo("Tea");
    assertThat(invoice.payee()).isEqualTo(Bolt11.NODE);
  }

  @Test
  void fieldsAndVersionsThatAreNotKnownArePassedOver() {
    RawInvoice raw = RawInvoice.right().field('2', "qqq").field('t', "").field('f', "n" + ZERO);
    assertThat(read(raw).terms()).isEqualTo(read(RawInvoice.right()).terms());
  }

  @ParameterizedTest
  @CsvSource({"p, 51", "p, 53", "h, 51", "h, 53", "s, 51", "s, 53", "n, 52", "n, 54"})
  void aFieldOfAnotherLengthIsRefused(char tag, int length) {
    refused(RawInvoice.right().field(tag, "q".repeat(length)), Kind.FIELD, "another length");
  }

  @ParameterizedTest
  @CsvSource({"p", "s"})
  void aHashThatIsThereTwiceIsRefused(char tag) {
    refused(RawInvoice.right().field(tag, ZERO), Kind.FIELD, "more than one");
  }

  @ParameterizedTest
  @CsvSource({"d, q", "x, pu", "c, 2", "m, qq", "9, sgq"})
  void anyOtherFieldThatIsThereTwiceIsRefusedToo(char tag, String letters) {
    RawInvoice raw = RawInvoice.right().field(tag, letters).field(tag, letters);
    refused(raw, Kind.FIELD, "more than one");
  }

  @Test
  void aDescriptionAndAHashOfOneAreRefused() {
    refused(RawInvoice.right().field('h', ZERO), Kind.FIELD, "either a description or the hash");
    RawInvoice neither = new RawInvoice("lnbcrt").hex('p', Bolt11.HASH).hex('s', Bolt11.SECRET);
    refused(neither, Kind.FIELD, "either a description or the hash");
  }

  @Test
  void withoutHashOrSecretItIsRefused() {
    refused(new RawInvoice("lnbcrt").field('s', ZERO).text('d', ""), Kind.FIELD, "no payment hash");
    refused(new RawInvoice("lnbcrt").field('p', ZERO).text('d', ""), Kind.FIELD, "payment secret");
  }

  @ParameterizedTest
  @CsvSource({
    "x, qpu, longer than",
    "c, qz, longer than",
    "9, qsgq, longer than",
    "x, lllllllq, larger than",
    "c, lllllll, larger than",
    "m, q, whole number of bytes",
    "m, ql, whole number of bytes",
    "d, qqq, whole number of bytes",
    "r, '', whole number of channels",
    "r, qqqqqqqq, whole number of channels",
    "f, '', empty",
    "f, qqq, version 0 with 1 bytes",
    "f, 3qq, version 17 with 1 bytes",
    "f, jqqqq, version 18 with 2 bytes",
    "f, pqqq, whole number"
  })
  void aFieldThatSaysWhatItMustNotIsRefused(char tag, String letters, String words) {
    RawInvoice raw = new RawInvoice("lnbcrt").field('p', ZERO).field('s', ZERO);
    refused(
        tag == 'd' ? raw.field(tag, letters) : raw.text('d', "Tea").field(tag, letters),
        Kind.FIELD,
        words);
  }

  @Test
  void aDescriptionThatIsNoTextIsRefused() {
    RawInvoice raw = new RawInvoice("lnbcrt").field('p', ZERO).field('s', ZERO).hex('d', "c328");
    refused(raw, Kind.FIELD, "no text");
  }

  @Test
  void aNodeThatIsNoPointIsRefused() {
    refused(RawInvoice.right().hex('n', POINT), Kind.FIELD, "node that it names is none");
    refused(RawInvoice.right().hex('r', POINT + "00".repeat(18)), Kind.FIELD, "what is no node");
  }

  @Test
  void fieldsThatAreCutOffAreRefused() {
    refused(RawInvoice.right().letters("dp"), Kind.FIELD, "cut off");
    refused(RawInvoice.right().letters("dpqq"), Kind.FIELD, "cut off");
  }

  @ParameterizedTest
  @CsvSource({"0", "2", "10", "12", "18", "30", "50", "56", "148", "5000"})
  void anEvenFeatureThatIsNotKnownIsRefusedByItsNumber(int bit) {
    String letters = Bech32Letters.of(BigInteger.ONE.shiftLeft(bit));
    RawInvoice raw = new RawInvoice("lnbcrt").field('p', ZERO).field('s', ZERO).text('d', "");
    refused(raw.field('9', letters), Kind.FEATURE, "feature " + bit + ",");
  }

  @ParameterizedTest
  @CsvSource({"1", "8", "9", "14", "16", "17", "24", "48", "57", "149", "4999"})
  void anOddFeatureOrOneThatIsKnownIsTaken(int bit) {
    String letters = Bech32Letters.of(BigInteger.ONE.shiftLeft(bit));
    RawInvoice raw = new RawInvoice("lnbcrt").field('p', ZERO).field('s', ZERO).text('d', "");
    InvoiceFeatures features = read(raw.field('9', letters)).terms().features();
    assertThat(features.numbers()).containsExactly(bit);
    assertThat(features.allowsParts()).isEqualTo(bit == 16 || bit == 17);
  }

  @Test
  void theNodeThatIsNamedMustHaveSigned() {
    RawInvoice raw = RawInvoice.right().hex('n', Bolt11.NODE);
    assertThat(read(raw).payee()).isEqualTo(Bolt11.NODE);
    // Which nonce point it was does not matter to somebody who knows the key.
    assertThat(read(raw.signed(hash -> with(hash, 64, 3))).payee()).isEqualTo(Bolt11.NODE);
    RawInvoice other = RawInvoice.right().hex('n', "02" + Bolt11.NODE.substring(2));
    refused(other, Kind.SIGNATURE, "not signed by the node");
  }

  @Test
  void theLargerSIsRefusedWhereTheNodeIsNamed() {
    String text = RawInvoice.right().hex('n', Bolt11.NODE).signed(OddInvoicesTest::withLargerS);
    LightningRefusal refusal = refusal(text);
    assertThat(refusal.kind()).isEqualTo(Kind.SIGNATURE);
    assertThat(refusal.words()).contains("smaller s");
    // Where it is not named, BOLT11 takes both; with the parity turned round, to the same key.
    String unnamed =
        RawInvoice.right()
            .signed(
                hash -> {
                  byte[] signature = withLargerS(hash);
                  signature[64] ^= 1;
                  return signature;
                });
    assertThat(read(unnamed).payee()).isEqualTo(Bolt11.NODE);
  }

  @ParameterizedTest
  @CsvSource({"4", "32", "127", "255"})
  void anotherNoncePointThanFourIsRefused(int which) {
    String text = RawInvoice.right().signed(hash -> with(hash, 64, which));
    assertThat(refusal(text).kind()).isEqualTo(Kind.SIGNATURE);
  }

  @Test
  void numbersThatNoSignatureHasAreRefused() {
    for (BigInteger number : new BigInteger[] {BigInteger.ZERO, ORDER, ORDER.add(BigInteger.ONE)}) {
      byte[] bytes = BigIntegers.asUnsignedByteArray(32, number);
      for (int at : new int[] {0, 32}) {
        String text =
            RawInvoice.right()
                .signed(
                    hash -> {
                      byte[] signature = Bolt11.KEY.sign(hash);
                      System.arraycopy(bytes, 0, signature, at, 32);
                      return signature;
                    });
        assertThat(refusal(text).kind()).isEqualTo(Kind.SIGNATURE);
      }
    }
  }

  private static byte[] with(byte[] hash, int at, int value) {
    byte[] signature = Bolt11.KEY.sign(hash);
    signature[at] = (byte) value;
    return signature;
  }

  private static byte[] withLargerS(byte[] hash) {
    byte[] signature = Bolt11.KEY.sign(hash);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    byte[] other = BigIntegers.asUnsignedByteArray(32, ORDER.subtract(s));
    System.arraycopy(other, 0, signature, 32, 32);
    return signature;
  }

  private static Invoice read(RawInvoice raw) {
    return read(raw.signed());
  }

  private static Invoice read(String text) {
    return Invoice.read(LightningNetwork.REGTEST, text);
  }

  private static void refused(RawInvoice raw, Kind kind, String words) {
    LightningRefusal refusal = refusal(raw.signed());
    assertThat(refusal.words()).contains(words);
    assertThat(refusal.kind()).isEqualTo(kind);
  }

  private static LightningRefusal refusal(String text) {
    return catchThrowableOfType(LightningRefusal.class, () -> read(text));
  }
}
