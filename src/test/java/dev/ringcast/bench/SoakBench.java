package dev.ringcast.bench;

import dev.ringcast.testing.Clips;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hours of a whole server that is disturbed all the time: a test card with two renditions, a source that is encoded and
 * comes by UDP, and one that is not and comes by SRT. Their senders are killed and come back, channels are restarted.
 * Meanwhile every playlist is read part by part and held against the rules, media are fetched in samples, and a few
 * viewers watch. Each minute prints a line, and so does each broken rule at once.
 */
final class SoakBench {
    private static final Duration SOURCE_TIMEOUT = Duration.ofSeconds(2);

    /** By how much later than L10 has it a part may be read on a machine that does other things too. */
    private static final Duration LATENESS = Duration.ofSeconds(1);

    /** What is copied has nothing to list until its source counts as silent: README, Limits. */
    private static final Duration COPIED_LATENESS = SOURCE_TIMEOUT.plusSeconds(2);

    private static final List<String> CHANNELS = List.of("card", "sent", "copied");
    private static final List<String> RENDITIONS = List.of("card/360p", "card/240p", "sent/180p", "copied/source");
    private static final int VIEWERS = 3;

    /** Of 50 pictures, eight each. */
    private static final int PARTS_PER_SEGMENT = 7;

    private static final int FILM_SECONDS = 60;
    private static final int TICKS_PER_MINUTE = 600;
    private static final double TICK_SECONDS = 0.1;
    private static final long END_SECONDS = 60;

    private final TomcatProcess tomcat;
    private final SoakTally tally;
    private final SoakReport report;
    private final List<SoakSender> senders;
    private final List<Thread> threads = new ArrayList<>();

    private SoakBench(TomcatProcess tomcat, List<SoakSender> senders, SoakTally tally) throws IOException {
        this.tomcat = tomcat;
        this.senders = senders;
        this.tally = tally;
        this.report = new SoakReport(CHANNELS, tally);
    }

    /** A task of a thread of its own. */
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Runs and prints, to {@code target/soak.log} as well. Ctrl-C ends it early, with the summary.
     *
     * @param seed of the faults; empty for another one each time
     * @throws IllegalStateException if a rule was broken
     */
    static void run(int seconds, String seed) throws Exception {
        CountDownLatch finished = new CountDownLatch(1);
        Path log = TomcatBase.builtWar().resolveSibling("soak.log");
        Path films = Files.createTempDirectory("ringcast-soak");
        Path film = films.resolve("film.ts");
        try (SoakTally tally = new SoakTally(log)) {
            endOnInterrupt(Thread.currentThread(), tally, finished);
            long chosen = seed.isEmpty() ? new Random().nextInt(1_000_000) : Long.parseLong(seed);
            tally.print("%d s, -Dbench.mode=%d makes the same faults; also in %s", seconds, chosen, log);
            Clips.make(film, FILM_SECONDS, 25, 48_000, "-g 25 -bf 0 -b:v 400k");
            int udp = freeDatagramPort();
            int srt = freeDatagramPort();
            try (SoakSender sent = new SoakSender("sent", film, "udp://127.0.0.1:" + udp + "?pkt_size=1316");
                    SoakSender copied = new SoakSender("copied", film, "srt://127.0.0.1:" + srt + "?mode=listener");
                    TomcatProcess tomcat = TomcatBase.recommended()
                            .war("ROOT", TomcatBase.builtWar())
                            .file("conf/ringcast.properties", configuration(udp, srt))
                            .user("admin", "secret", "ringcast-admin")
                            .option(ServerFigures.LOG_OPTION)
                            .start("/")) {
                new SoakBench(tomcat, List.of(sent, copied), tally).soak(seconds, new Random(chosen));
            }
            if (tally.violations() > 0) {
                throw new IllegalStateException(tally.violations() + " times a rule was broken: see " + log);
            }
        } finally {
            finished.countDown();
            Files.deleteIfExists(film);
            Files.deleteIfExists(films);
        }
    }

    private static String configuration(int udp, int srt) {
        return """
                channels = card, sent, copied
                channel.card.source = pattern:
                channel.card.video.size = 640x360
                channel.card.video.bitrate = 800k
                channel.card.ladder = 360p, 240p
                channel.sent.source = udp://127.0.0.1:%d
                channel.sent.source.timeout = %ds
                channel.sent.video.size = 320x180
                channel.sent.video.fps = 25
                channel.sent.video.bitrate = 300k
                channel.copied.source = srt://127.0.0.1:%d
                channel.copied.source.timeout = %ds
                channel.copied.encode = never
                """.formatted(udp, SOURCE_TIMEOUT.toSeconds(), srt, SOURCE_TIMEOUT.toSeconds());
    }

    private static void endOnInterrupt(Thread main, SoakTally tally, CountDownLatch finished) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            tally.end();
            main.interrupt();
            try {
                if (!finished.await(END_SECONDS, TimeUnit.SECONDS)) {
                    Bench.print("the soak did not end within %d s", END_SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void soak(int seconds, Random random) throws IOException, InterruptedException {
        List<SoakWatch> watches = new ArrayList<>();
        for (String rendition : RENDITIONS) {
            String channel = rendition.substring(0, rendition.indexOf('/'));
            for (String packaging : List.of("cmaf", "ts")) {
                watches.add(new SoakWatch(
                        channel,
                        rendition.substring(rendition.indexOf('/') + 1) + "/" + packaging,
                        tomcat.address("/live/" + rendition + "/" + packaging + ".m3u8"),
                        packaging.equals("cmaf"),
                        channel.equals("copied") ? COPIED_LATENESS : LATENESS,
                        tally));
            }
        }
        SoakSample sample = new SoakSample(watches, tally);
        SoakViewers viewers =
                new SoakViewers(tomcat.address("/live/sent/180p/cmaf.m3u8"), PARTS_PER_SEGMENT, VIEWERS, tally);
        watches.forEach(watch -> start(watch.channel() + "/" + watch.name(), watch::run));
        start("sample", sample::run);
        start("viewers", viewers::run);
        start("faults", new SoakFaults(tomcat, CHANNELS, senders, tally, random)::run);
        try {
            watch(seconds);
        } catch (InterruptedException e) {
            if (!tally.ended()) {
                throw e;
            }
            tally.print("ended before its time");
        } finally {
            end();
        }
        report.summary(List.of(sample.summary(), viewers.summary(), interruptions()));
    }

    private void watch(int seconds) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        report.head();
        report.begin(ServerFigures.of(tomcat));
        while (System.nanoTime() < end && !tally.ended()) {
            double pause = 0;
            long last = System.nanoTime();
            for (int tick = 0; tick < TICKS_PER_MINUTE && !tally.ended(); tick++) {
                Bench.pass(TICK_SECONDS);
                long now = System.nanoTime();
                pause = Math.max(pause, (now - last) / 1e9 - TICK_SECONDS);
                last = now;
            }
            if (!tally.ended()) {
                minute(pause);
            }
        }
    }

    private void minute(double pauseSeconds) throws IOException, InterruptedException {
        try {
            report.minute(ServerFigures.of(tomcat), ringBytes(), pauseSeconds);
        } catch (IOException e) {
            // Ctrl-C ends the server too, perhaps before this program learns of it.
            Bench.pass(1);
            if (!tally.ended()) {
                throw new IOException("the server does not answer: see target/soak-tomcat.log", e);
            }
        }
    }

    /** Nothing is broken from here on; everything that the soak has started ends. */
    private void end() throws IOException, InterruptedException {
        tally.end();
        // What is to be closed is closed by this thread: none may be interrupted again.
        Thread.interrupted();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        }
        Files.writeString(TomcatBase.builtWar().resolveSibling("soak-tomcat.log"), tomcat.log());
        tomcat.stop();
    }

    private String interruptions() {
        return "senders that ended by themselves: "
                + senders.stream().mapToInt(SoakSender::ends).sum() + "; Tomcat's log: "
                + tomcat.complaints().size() + " warnings";
    }

    private double ringBytes() throws IOException, InterruptedException {
        HttpResponse<String> page = Http.anonymous().get(tomcat.address("/metrics"));
        if (page.statusCode() != 200) {
            throw new IOException("/metrics answers " + page.statusCode());
        }
        PrometheusText metrics = PrometheusText.parse(page.body());
        return metrics.samplesOf("ringcast_ring_bytes").stream()
                .mapToDouble(metrics::value)
                .sum();
    }

    private void start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (IOException | RuntimeException | AssertionError e) {
                        tally.failed(name, e);
                    }
                },
                "soak-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static int freeDatagramPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        }
    }
}
