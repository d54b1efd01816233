package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryDirectivesTest {
    @Test
    void parse_noneOrOthers_areNoDirectives() {
        DeliveryDirectives none = new DeliveryDirectives(OptionalLong.empty(), OptionalLong.empty(), false);
        assertThat(DeliveryDirectives.parse(null)).contains(none);
        assertThat(DeliveryDirectives.parse("")).contains(none);
        assertThat(DeliveryDirectives.parse("token=abc&x")).contains(none);
        assertThat(DeliveryDirectives.parse("_HLS_future=1&a=b")).contains(none);
        assertThat(DeliveryDirectives.parse("x_HLS_msn=1")).contains(none);
    }

    @Test
    void parse_directives_inAnyOrderAmongOthers() {
        assertThat(DeliveryDirectives.parse("_HLS_msn=7"))
                .contains(new DeliveryDirectives(OptionalLong.of(7), OptionalLong.empty(), false));
        assertThat(DeliveryDirectives.parse("a=1&_HLS_part=0&_HLS_msn=007&_HLS_skip=YES&b"))
                .contains(new DeliveryDirectives(OptionalLong.of(7), OptionalLong.of(0), true));
        assertThat(DeliveryDirectives.parse("_HLS_skip=v2"))
                .contains(new DeliveryDirectives(OptionalLong.empty(), OptionalLong.empty(), true));
        assertThat(DeliveryDirectives.parse("_HLS_msn=999999999999999999"))
                .contains(
                        new DeliveryDirectives(OptionalLong.of(999_999_999_999_999_999L), OptionalLong.empty(), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_HLS_part=1",
                "_HLS_part=1&_HLS_skip=YES",
                "_HLS_msn",
                "_HLS_msn=",
                "_HLS_msn=-1",
                "_HLS_msn=+1",
                "_HLS_msn=1.0",
                "_HLS_msn=1e3",
                "_HLS_msn=0x10",
                "_HLS_msn=%31",
                "_HLS_msn= 1",
                "_HLS_msn=\u0661",
                "_HLS_msn=1000000000000000000",
                "_HLS_msn=99999999999999999999999999999999999999",
                "_HLS_msn=1&_HLS_part=",
                "_HLS_msn=1&_HLS_part=x",
                "_HLS_msn=1&_HLS_part=-1",
                "_HLS_msn=1&_HLS_part=9999999999999999999",
                "_HLS_msn=1&_HLS_msn=1",
                "_HLS_msn=1&_HLS_part=1&_HLS_part=2",
                "_HLS_skip=",
                "_HLS_skip=NO",
                "_HLS_skip=yes",
                "_HLS_skip=YES&_HLS_skip=YES",
            })
    void L35_parse_malformed_isRefused(String query) {
        assertThat(DeliveryDirectives.parse(query)).isEmpty();
    }
}
