package io.playhead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({"10.0.0.0/8, 10.255.0.1, true", "10.0.0.0/8, 11.0.0.0, false", "10.1.2.3/8, 10.9.9.9, true",
    "192.168.4.0/22, 192.168.7.255, true", "192.168.4.0/22, 192.168.8.0, false", "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.2, false", "0.0.0.0/0, 203.0.113.9, true", "0.0.0.0/0, ::1, false", "::/0, ::1, true",
    "::/0, 10.0.0.1, false", "fd00::/8, fdff::1, true", "fd00::/8, fe00::1, false",
    "2001:db8::/33, 2001:db8:7fff::, true",
    "2001:db8::/33, 2001:db8:8000::, false", "10.0.0.0/8, ::ffff:10.1.1.1, true"})
  void anAddressIsInANetworkIfTheyHaveItsLeadingBitsInCommon(String network, String address, boolean in) {
    assertThat(Network.parse(network).contains(Network.literal(address).orElseThrow())).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "300.1.1.1",
    "fade.example", "10.0.0.0/8/8", "/8", "10.0.0.0/999999999999"})
  void anythingElseIsNoNetwork(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }
}
