package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressClassTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, PUBLIC",
        "172.15.255.255, PUBLIC",
        "172.32.0.0, PUBLIC",
        "100.63.255.255, PUBLIC",
        "100.128.0.0, PUBLIC",
        "223.255.255.255, PUBLIC",
        "2606:4700::1111, PUBLIC",
        "64:ff9b::8.8.8.8, PUBLIC",
        "10.0.0.1, PRIVATE",
        "172.16.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "192.168.1.5, PRIVATE",
        "100.64.0.1, PRIVATE",
        "fd00::1, PRIVATE",
        "::ffff:10.0.0.1, PRIVATE",
        "64:ff9b::192.168.1.5, PRIVATE",
        "169.254.169.254, LINK_LOCAL",
        "fe80::1, LINK_LOCAL",
        "127.0.0.1, LOOPBACK",
        "127.255.255.255, LOOPBACK",
        "::1, LOOPBACK",
        "::ffff:127.0.0.1, LOOPBACK",
        "64:ff9b::7f00:1, LOOPBACK",
        "2130706433, LOOPBACK",
        "127.1, LOOPBACK",
        "0.0.0.0, SPECIAL",
        "::, SPECIAL",
        "::127.0.0.1, SPECIAL",
        "192.0.2.1, SPECIAL",
        "224.0.0.1, SPECIAL",
        "255.255.255.255, SPECIAL",
        "ff02::1, SPECIAL",
        "2001:db8::1, SPECIAL",
        "2001:0:7f00:1::, SPECIAL",
        "2002:7f00:1::, SPECIAL",
        "fec0::1, SPECIAL"
    })
    void of_address_isThatOfItsNetwork(String literal, AddressClass kind) throws Exception {
        assertThat(AddressClass.of(InetAddress.getByName(literal))).isEqualTo(kind);
    }
}
