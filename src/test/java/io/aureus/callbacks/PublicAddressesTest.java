package io.aureus.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:2::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void whatIsNotOfThePublicInternetIsNotPublic(String address) {
    assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "64:ff9b::1.1.1.1",
        "::ffff:1.1.1.1"
      })
  void theNeighboursOfThoseBlocksArePublic(String address) {
    assertThat(PublicAddresses.contains(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void oneAddressThatIsNotPublicSpoilsTheName() throws Exception {
    InetAddress[] both = {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.5")};
    GuardedResolver resolver = resolver(host -> both, List.of());
    assertThatThrownBy(() -> resolver.resolve("shop.example"))
        .isInstanceOf(GuardedResolver.NotPublic.class)
        .hasMessageContaining("shop.example")
        .hasMessageContaining("aureus.callbacks.allow")
        .as("it maps nobody's network")
        .hasMessageNotContaining("10.0.0.5");
    assertThat(resolver(host -> both, List.of("10.0.0.5")).resolve("shop.example")).isEqualTo(both);
    assertThat(resolver(host -> both, List.of("10.0.0.0/24")).resolve("shop.example"))
        .isEqualTo(both);
    assertThat(resolver(host -> both, List.of("Shop.example")).resolve("shop.example."))
        .isEqualTo(both);
    assertThatThrownBy(
            () -> resolver(host -> both, List.of("other.example")).resolve("shop.example"))
        .isInstanceOf(GuardedResolver.NotPublic.class);
  }

  @Test
  void ofManyAddressesThreeAreTriedButAllAreJudged() throws Exception {
    InetAddress[] many = new InetAddress[20];
    Arrays.fill(many, InetAddress.ofLiteral("1.1.1.1"));
    assertThat(resolver(host -> many, List.of()).resolve("shop.example")).hasSize(3);
    many[19] = InetAddress.ofLiteral("127.0.0.1");
    assertThatThrownBy(() -> resolver(host -> many, List.of()).resolve("shop.example"))
        .isInstanceOf(GuardedResolver.NotPublic.class);
  }

  @Test
  void aLookUpThatHangsIsGivenUp() {
    GuardedResolver resolver =
        new GuardedResolver(
            host -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return new InetAddress[0];
            },
            AllowList.of(List.of()),
            Duration.ofMillis(50));
    assertThatThrownBy(() -> resolver.resolve("shop.example"))
        .hasMessage("the look-up of the host name shop.example took too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0/8", "::1/129", "a b", "http://x/", "", "1.2.3"})
  void aWrongEntryOfTheAllowListIsNamed(String entry) {
    assertThatThrownBy(() -> new CallbacksSettings(List.of(entry), Duration.ofSeconds(15), 256, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("aureus.callbacks.allow: '" + entry + "' is neither");
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> new CallbacksSettings(List.of(), Duration.ofMinutes(2), 256, 2))
        .hasMessageStartingWith("aureus.callbacks.deadline must be between");
    assertThatThrownBy(() -> new CallbacksSettings(List.of(), Duration.ofSeconds(15), 1, 1))
        .hasMessageStartingWith("aureus.callbacks.in-flight must be between");
    assertThatThrownBy(() -> new CallbacksSettings(List.of(), Duration.ofSeconds(15), 10, 6))
        .hasMessageStartingWith("aureus.callbacks.per-endpoint must be between");
  }

  private static GuardedResolver resolver(GuardedResolver.Names names, List<String> allowed) {
    return new GuardedResolver(names, AllowList.of(allowed), Duration.ofSeconds(5));
  }
}
