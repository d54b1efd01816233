package dev.ringcast.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of the load program {@code wrk}.
 *
 * @param requests how many were answered
 * @param perSecond how many in a second
 */
record Wrk(long requests, double perSecond) {
    private static final Pattern REQUESTS = Pattern.compile("(?m)^\\s*(\\d+) requests in ");
    private static final Pattern RATE = Pattern.compile("(?m)^Requests/sec:\\s+([0-9.]+)");
    private static final Pattern FAULTS = Pattern.compile("(?m)^.*(?:Socket errors|Non-2xx).*$");

    /**
     * Asks for one address again and again, on connections that stay open, with one thread.
     *
     * @throws IOException if anything but the right answer came
     */
    static Wrk run(URI address, int connections, int seconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", address.toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher requests = REQUESTS.matcher(text);
        Matcher rate = RATE.matcher(text);
        if (process.waitFor() != 0 || FAULTS.matcher(text).find() || !requests.find() || !rate.find()) {
            throw new IOException("wrk " + address + ": " + text);
        }
        return new Wrk(Long.parseLong(requests.group(1)), Double.parseDouble(rate.group(1)));
    }
}
