package dev.ringcast.bench;

import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes one fault after the other at random times: a sender is away for a while, or a channel is restarted. */
final class SoakFaults {
    private static final int LEAST_PAUSE_SECONDS = 30;
    private static final int MOST_PAUSE_SECONDS = 120;
    private static final int MOST_AWAY_SECONDS = 20;

    /** One fault of so many is a restart. */
    private static final int RESTARTS = 6;

    /** A restart's first segment comes well before; {@code -Dbench=deploy} measures 2 s. */
    private static final Duration RESTART = Duration.ofSeconds(15);

    private final TomcatProcess tomcat;
    private final List<String> channels;
    private final List<SoakSender> senders;
    private final SoakTally tally;
    private final Random random;

    SoakFaults(TomcatProcess tomcat, List<String> channels, List<SoakSender> senders, SoakTally tally, Random random) {
        this.tomcat = tomcat;
        this.channels = channels;
        this.senders = senders;
        this.tally = tally;
        this.random = random;
    }

    /** Goes on until the thread is interrupted. */
    void run() throws IOException, InterruptedException {
        while (!tally.ended()) {
            pass(between(LEAST_PAUSE_SECONDS, MOST_PAUSE_SECONDS));
            if (random.nextInt(RESTARTS) == 0) {
                restart(channels.get(random.nextInt(channels.size())));
            } else {
                lose(senders.get(random.nextInt(senders.size())));
            }
        }
    }

    private void lose(SoakSender sender) throws IOException, InterruptedException {
        boolean hard = random.nextBoolean();
        int seconds = between(1, MOST_AWAY_SECONDS);
        tally.fault("loss", sender.channel(), (hard ? "killed" : "ended") + ", back in " + seconds + " s");
        sender.leave(hard);
        pass(seconds);
        sender.comeBack();
    }

    private void restart(String channel) throws IOException, InterruptedException {
        tally.excuse(channel, Instant.now().plus(RESTART));
        tally.fault("restart", channel, "by the administrator");
        Http admin = Http.as("admin", "secret");
        String token = Http.csrfToken(admin.get(tomcat.address("/admin/")).body());
        HttpResponse<String> answer = admin.send(
                "POST", tomcat.address("/admin/channels/" + channel + "/restart"), Map.of("X-CSRF-Token", token));
        if (answer.statusCode() != 200) {
            throw new IOException("restart of " + channel + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private void pass(int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < seconds; i++) {
            Bench.pass(1);
            for (SoakSender sender : senders) {
                sender.keep();
            }
        }
    }
}
