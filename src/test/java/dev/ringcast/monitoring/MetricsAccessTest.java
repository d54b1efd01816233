package dev.ringcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ServerConfig;
import dev.ringcast.monitoring.MetricsAccess.Decision;
import dev.ringcast.web.FakeExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsAccessTest {
    private final MetricsAccess access = new MetricsAccess();

    @Test
    void decide_beforeTheConfigurationIsRead_hides() {
        assertThat(access.decide(local().request())).isEqualTo(Decision.HIDE);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, localhost, ANSWER",
        "127.0.0.1, 127.0.0.1, ANSWER",
        "127.8.9.10, LocalHost, ANSWER",
        "0:0:0:0:0:0:0:1, [::1], ANSWER",
        "0:0:0:0:0:0:0:1%lo, localhost, ANSWER",
        "192.0.2.1, localhost, ASK_FOR_ROLE",
        "2001:db8:0:0:0:0:0:1, localhost, ASK_FOR_ROLE",
        "127.0.0.1.example, localhost, ASK_FOR_ROLE",
        "localhost, localhost, ASK_FOR_ROLE",
        "'', localhost, ASK_FOR_ROLE",
        // A proxy that hands on its client's Host, or a page whose name leads to this machine.
        "127.0.0.1, tv.example, ASK_FOR_ROLE",
        "127.0.0.1, localhost.example, ASK_FOR_ROLE",
    })
    void decide_local_isForThisMachineItself(String address, String host, Decision decision) {
        access.allow(ServerConfig.Metrics.LOCAL);
        assertThat(access.decide(
                        new FakeExchange("GET", "/metrics").from(address, host).request()))
                .isEqualTo(decision);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded-For",
                "x-forwarded-for",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Server",
                "X-Real-IP",
                "Via"
            })
    void decide_localBehindAProxy_asksForTheRole(String header) {
        access.allow(ServerConfig.Metrics.LOCAL);
        assertThat(access.decide(local().with(header, "127.0.0.1").request())).isEqualTo(Decision.ASK_FOR_ROLE);
    }

    @Test
    void decide_localByAProxysWord_asksForTheRole() {
        access.allow(ServerConfig.Metrics.LOCAL);
        assertThat(access.decide(local().withAttribute("org.apache.tomcat.request.forwarded", true)
                        .request()))
                .isEqualTo(Decision.ASK_FOR_ROLE);
    }

    @ParameterizedTest
    @CsvSource({"ROLE, ASK_FOR_ROLE", "OPEN, ANSWER", "OFF, HIDE"})
    void decide_otherChoices_doNotLookAtTheClient(ServerConfig.Metrics who, Decision decision) {
        access.allow(who);
        assertThat(access.decide(local().request())).isEqualTo(decision);
        assertThat(access.decide(new FakeExchange("GET", "/metrics").request())).isEqualTo(decision);
    }

    private static FakeExchange local() {
        return new FakeExchange("GET", "/metrics").from("127.0.0.1", "localhost");
    }
}
