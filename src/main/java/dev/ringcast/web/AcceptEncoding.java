package dev.ringcast.web;

import java.util.Locale;

/** Content negotiation between a playlist's plain and gzip form (RFC 9110, 12.5.3). */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /**
     * Whether the client is better served with gzip: it accepts it and does not say that it likes the plain form more.
     *
     * @param header the Accept-Encoding header; empty if absent
     */
    static boolean prefersGzip(String header) {
        double gzip = -1;
        double identity = -1;
        double any = -1;
        for (String element : header.split(",")) {
            String[] fields = element.trim().toLowerCase(Locale.ROOT).split(";", -1);
            double weight = weight(fields);
            switch (fields[0].trim()) {
                case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
                case "identity" -> identity = weight;
                case "*" -> any = weight;
                default -> {
                    // Not a coding we have.
                }
            }
        }
        double effective = gzip >= 0 ? gzip : any;
        return effective > 0 && effective >= identity;
    }

    /** The q value; 1 if there is none, and 0 if it is malformed, because then the plain form is the safe one. */
    private static double weight(String[] fields) {
        for (int i = 1; i < fields.length; i++) {
            String field = fields[i].trim();
            if (field.startsWith("q=")) {
                String value = field.substring(2);
                return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(value) : 0;
            }
        }
        return 1;
    }
}
