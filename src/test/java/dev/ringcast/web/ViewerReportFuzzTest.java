package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.testing.Bounds;

/** Whatever is sent as a viewer's report is counted as one report or refused, and costs little either way. */
class ViewerReportFuzzTest {
    @FuzzTest
    void post(byte[] body) throws Exception {
        Bounds.hold(() -> {
            FakeChannel live = FakeChannel.live("live");
            ViewerReportServlet servlet = FakeContainer.inject(new ViewerReportServlet(), live);
            FakeExchange exchange = new FakeExchange("POST", "/report").withBody(body);
            servlet.service(exchange.request(), exchange.response());
            assertThat(exchange.status()).isIn(204, 400);
            assertThat(live.viewerReports().summary().reports()).isEqualTo(exchange.status() == 204 ? 1 : 0);
        });
    }
}
