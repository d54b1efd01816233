package dev.ringcast.config;

/**
 * A value that somebody has written, and where.
 *
 * @param origin what kind of place it is
 * @param place the file, variable or property with the key, as the writer knows it
 * @param value without surrounding blanks
 */
record Given(Origin origin, String place, String value) {
    private static final int LONGEST_SHOWN = 60;

    /** Kinds of places, the weakest first. */
    enum Origin {
        FILE,
        ENVIRONMENT,
        PROPERTY
    }

    /** Strips the value. */
    Given {
        value = value.strip();
    }

    /** The one that counts: of the stronger origin, or else the other. */
    Given stronger(Given other) {
        return origin.compareTo(other.origin) > 0 ? this : other;
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
        return place;
    }

    /** Place and value for a message, the value in one short line. */
    String shown() {
        String line = value.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .limit(LONGEST_SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return place + "=" + line + (line.length() < value.length() ? "…" : "");
    }
}
