package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfinementTest {
    private final List<String> asked = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "public, 203.0.114.7, 8.8.8.8",
        "public, 192.168.1.5, 8.8.8.8",
        "public, 192.168.1.5, 192.168.1.5",
        "public, 127.0.0.1, 127.0.0.1",
        "public, ::1, 0:0:0:0:0:0:0:1",
        "private, 192.168.1.5, 10.0.0.1",
        "private, 192.168.1.5, fd00::7",
        "private, 127.0.0.1, ::1"
    })
    void addresses_withinReach_areThoseOfTheTarget(String reach, String host, String target) throws Exception {
        assertThat(confinement(reach, host).addresses(target)).containsExactly(InetAddress.getByName(target));
    }

    @ParameterizedTest
    @CsvSource({
        "public, 203.0.114.7, 127.0.0.1, any",
        "public, 203.0.114.7, 169.254.169.254, any",
        "public, 203.0.114.7, 192.168.1.5, any",
        "public, 203.0.114.7, ::1, any",
        "public, 203.0.114.7, ::ffff:127.0.0.1, any",
        "public, 203.0.114.7, 2130706433, any",
        "public, 203.0.114.7, 127.1, any",
        "public, 203.0.114.7, 0.0.0.0, any",
        "public, 192.168.1.5, 192.168.1.6, private",
        "public, 127.0.0.1, 127.0.0.2, private",
        "private, 203.0.114.7, 127.0.0.1, any",
        "private, 192.168.1.5, 169.254.169.254, any",
        "private, 192.168.1.5, 127.0.0.1, any",
        "private, 0.0.0.0, 0.0.0.1, any",
        "private, 224.0.0.1, 224.0.0.2, any"
    })
    void addresses_outOfReach_areRefusedWithTheSettingThatAllowsThem(
            String reach, String host, String target, String allowing) {
        assertThatThrownBy(() -> confinement(reach, host).addresses(target))
                .isInstanceOf(Confinement.RefusedException.class)
                .hasMessageContaining("it leads to " + target)
                .hasMessageEndingWith("source.reach = " + allowing + " would allow that");
    }

    /** What some take for this machine and others do not: what it is here is what is connected to. */
    @ParameterizedTest
    @ValueSource(strings = {"0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.0.0.1.", "localhost."})
    void addresses_otherSpellingsOfThisMachine_areNeverThisMachine(String target) {
        try {
            assertThat(confinement("public", "203.0.114.7").addresses(target))
                    .allMatch(address -> AddressClass.of(address) == AddressClass.PUBLIC);
        } catch (Confinement.RefusedException | UnknownHostException e) {
            assertThat(e).hasMessageContaining(target);
        }
    }

    @Test
    void addresses_hostItself_isNotAskedForAgain() throws Exception {
        Confinement.Resolver rebinding = name -> {
            asked.add(name);
            return List.of(InetAddress.getLoopbackAddress());
        };
        List<InetAddress> pinned = List.of(InetAddress.getByName("203.0.114.7"));
        Confinement confinement = new Confinement("cam.example", pinned, SourceRequest.Reach.PRIVATE, rebinding);
        assertThat(confinement.addresses("Cam.Example")).isEqualTo(pinned);
        assertThat(asked).isEmpty();
        assertThatThrownBy(() -> confinement.addresses("other.example"))
                .hasMessageContaining("it leads to other.example (127.0.0.1), an address of the server itself");
        assertThat(asked).containsExactly("other.example");
    }

    @Test
    void addresses_someOutOfReach_areTheOthers() throws Exception {
        Confinement.Resolver resolver =
                name -> List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("8.8.8.8"));
        Confinement confinement = new Confinement("cam.example", List.of(), SourceRequest.Reach.PUBLIC, resolver);
        assertThat(confinement.addresses("other.example")).containsExactly(InetAddress.getByName("8.8.8.8"));
    }

    private static Confinement confinement(String reach, String host) throws UnknownHostException {
        return new Confinement(
                "cam.example",
                List.of(InetAddress.getByName(host)),
                SourceRequest.Reach.valueOf(reach.toUpperCase(Locale.ROOT)),
                Confinement.Resolver.SYSTEM);
    }
}
