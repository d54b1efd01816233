package dev.ringcast.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attribute lists, strictly (L3). */
final class AttributeList {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"\\r\\n]*\"|[^\",\\s]+)(,|$)");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]+\"");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,18}(\\.\\d{1,18})?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private AttributeList() {}

    /** The attributes in their order, quoted strings with their quotes. */
    static Map<String, String> parse(String text, List<Violation> violations) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                violations.add(new Violation("L3", "no attribute list from '" + text.substring(end) + "' on: " + text));
                return attributes;
            }
            if (attributes.put(matcher.group(1), matcher.group(2)) != null) {
                violations.add(new Violation("L3", matcher.group(1) + " stands twice in " + text));
            }
            end = matcher.end();
        }
        if (text.isEmpty() || text.endsWith(",")) {
            violations.add(new Violation("L3", "an attribute is missing in '" + text + "'"));
        }
        return attributes;
    }

    /** The attributes of a list whose faults are reported elsewhere. */
    static Map<String, String> parse(String text) {
        return parse(text, new ArrayList<>());
    }

    /** A quoted string without its quotes; none if it is absent, empty or not quoted. */
    static Optional<String> quoted(Map<String, String> attributes, String name) {
        return value(attributes, name, QUOTED).map(value -> value.substring(1, value.length() - 1));
    }

    /** A decimal number; none if it is absent or none. */
    static Optional<BigDecimal> decimal(Map<String, String> attributes, String name) {
        return value(attributes, name, DECIMAL).map(BigDecimal::new);
    }

    /** A number without sign or fraction; none if it is absent or none. */
    static Optional<Long> number(Map<String, String> attributes, String name) {
        return value(attributes, name, NUMBER).map(Long::valueOf);
    }

    private static Optional<String> value(Map<String, String> attributes, String name, Pattern pattern) {
        return Optional.ofNullable(attributes.get(name))
                .filter(value -> pattern.matcher(value).matches());
    }
}
