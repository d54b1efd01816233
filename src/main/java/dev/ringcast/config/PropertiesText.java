package dev.ringcast.config;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The text of a properties file, read.
 *
 * @param values in the order of the file
 * @param repeated keys that occur more than once; the last value counts
 */
record PropertiesText(Map<String, String> values, List<String> repeated) {
    /**
     * Reads the format of {@link Properties}.
     *
     * @throws IllegalArgumentException if there is a malformed Unicode escape
     */
    static PropertiesText parse(String text) {
        Ordered properties = new Ordered();
        try {
            // Some editors begin a UTF-8 file with a byte order mark; it is no part of the first key.
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be read", e);
        }
        return new PropertiesText(properties.values, properties.repeated);
    }

    /** {@link Properties} forgets the order and what is overwritten, but it shows each entry as it reads it. */
    private static final class Ordered extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> values = new LinkedHashMap<>();
        private final transient List<String> repeated = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            String name = (String) key;
            if (values.put(name, (String) value) != null) {
                repeated.add(name);
            }
            return super.put(key, value);
        }
    }
}
