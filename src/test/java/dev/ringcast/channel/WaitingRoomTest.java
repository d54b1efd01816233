package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final WaitingRoom room = new WaitingRoom(5, 3, 2);

    @Test
    void enter_oneAddress_hasNoMoreThanItsShare() {
        WaitingRoom.Place first = room.enter("a", "192.0.2.1").orElseThrow();
        assertThat(room.enter("b", "192.0.2.1")).isPresent();
        assertThat(room.enter("c", "192.0.2.1")).isEmpty();
        first.close();
        first.close();
        assertThat(room.enter("c", "192.0.2.1")).isPresent();
        assertThat(room.size()).isEqualTo(2);
    }

    /** The other half of an address is for the owner of the network to choose. */
    @Test
    void enter_oneNetworkOfIpv6_isOneAddress() {
        assertThat(room.enter("a", "2001:db8:1:2::1")).isPresent();
        assertThat(room.enter("b", "2001:db8:1:2:a:b:c:d")).isPresent();
        assertThat(room.enter("c", "2001:0db8:0001:0002:ffff:0:0:1")).isEmpty();
        assertThat(room.enter("c", "2001:db8:1:3::1")).isPresent();
        assertThat(room.enter("d", "::ffff:192.0.2.1")).isPresent();
        assertThat(room.enter("e", "no:address")).isPresent();
    }

    @Test
    void enter_oneChannel_hasNoMoreThanItsShare() {
        for (int i = 0; i < 3; i++) {
            assertThat(room.enter("a", "192.0.2." + i)).isPresent();
        }
        assertThat(room.enter("a", "192.0.2.9")).isEmpty();
        assertThat(room.enter("b", "192.0.2.9")).isPresent();
    }

    @Test
    void enter_fullRoom_refusesAndCountsRight() {
        for (int i = 0; i < 5; i++) {
            assertThat(room.enter("channel" + i, "192.0.2." + i)).isPresent();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(room.enter("x", "192.0.2.100")).isEmpty();
        }
        assertThat(room.size()).isEqualTo(5);
    }

    @Test
    void crowded_manyFromOneAddress_areACrowdAndTheOthersAreNot() {
        WaitingRoom large = new WaitingRoom(1000, 1000, 1000);
        List<WaitingRoom.Place> many = new ArrayList<>();
        for (int i = 0; i < WaitingRoom.CROWD; i++) {
            many.add(large.enter("a", "192.0.2.1").orElseThrow());
        }
        WaitingRoom.Place other = large.enter("a", "192.0.2.2").orElseThrow();
        assertThat(many).noneMatch(WaitingRoom.Place::crowded);

        WaitingRoom.Place oneMore = large.enter("a", "192.0.2.1").orElseThrow();
        assertThat(many).allMatch(WaitingRoom.Place::crowded);
        assertThat(other.crowded()).isFalse();

        oneMore.close();
        assertThat(many).noneMatch(WaitingRoom.Place::crowded);
    }
}
