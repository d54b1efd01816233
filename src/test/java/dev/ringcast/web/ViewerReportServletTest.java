package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.ViewerReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerReportServletTest {
    private final FakeChannel live = FakeChannel.live("live");
    private final ViewerReportServlet servlet = FakeContainer.inject(new ViewerReportServlet(), live);

    @Test
    void post_report_isCounted() throws Exception {
        assertThat(post("{\"channel\": \"live\", \"latencyMillis\": 1200, \"stalls\": 2, \"other\": [1]}"))
                .isEqualTo(204);
        assertThat(live.viewerReports().summary()).isEqualTo(new ViewerReports.Summary(1, 1200, 1200, 2, 0));
    }

    @ParameterizedTest
    @CsvSource({"35, 1", "0, 1", "60001, 0", "-1, 0", "'\"35\"', 0"})
    void L42_post_roundTrip_isTakenIfItIsOne(String roundTrip, long taken) throws Exception {
        assertThat(post("{\"channel\": \"live\", \"latencyMillis\": 1, \"stalls\": 0, \"roundTripMillis\": " + roundTrip
                        + "}"))
                .isEqualTo(204);
        assertThat(live.viewerReports().roundTrips().count()).isEqualTo(taken);
    }

    @Test
    void post_manyFromOneAddress_areNotAllOfThem() throws Exception {
        for (int i = 0; i < 601; i++) {
            assertThat(post("{\"channel\": \"live\", \"latencyMillis\": 1, \"stalls\": 0}"))
                    .isEqualTo(204);
        }
        assertThat(live.viewerReports().ignored()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"channel\": \"absent\", \"latencyMillis\": 1, \"stalls\": 0}",
                "{\"channel\": \"live\", \"latencyMillis\": -1, \"stalls\": 0}",
                "{\"channel\": \"live\", \"latencyMillis\": 120001, \"stalls\": 0}",
                "{\"channel\": \"live\", \"latencyMillis\": 1, \"stalls\": 1001}",
                "{\"channel\": \"live\", \"latencyMillis\": 1e99, \"stalls\": 0}",
                "{\"channel\": \"live\", \"latencyMillis\": 1e999999999, \"stalls\": 0}",
                "{\"channel\": \"live\", \"latencyMillis\": 1e9999999999, \"stalls\": 0}",
                "{\"channel\": \"live\", \"latencyMillis\": \"1\", \"stalls\": 0}",
                "{\"channel\": 7, \"latencyMillis\": 1, \"stalls\": 0}",
                "{\"channel\": \"live\", \"latencyMillis\": 1",
            })
    void post_anythingElse_is400(String body) throws Exception {
        assertThat(post(body)).isEqualTo(400);
        assertThat(live.viewerReports().summary().reports()).isZero();
    }

    @Test
    void post_tooLong_is400() throws Exception {
        assertThat(post("{\"channel\": \"live\", \"latencyMillis\": 1, \"stalls\": 0}" + " ".repeat(500)))
                .isEqualTo(400);
    }

    @Test
    void get_is405() throws Exception {
        FakeExchange exchange = new FakeExchange("GET", "/report");
        servlet.service(exchange.request(), exchange.response());
        assertThat(exchange.status()).isEqualTo(405);
        assertThat(exchange.header("Allow")).isEqualTo("POST");
    }

    private int post(String body) throws Exception {
        FakeExchange exchange = new FakeExchange("POST", "/report").withBody(body);
        servlet.service(exchange.request(), exchange.response());
        return exchange.status();
    }
}
