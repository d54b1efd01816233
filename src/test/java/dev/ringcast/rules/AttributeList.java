package dev.ringcast.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attribute lists, strictly (L3). */
final class AttributeList {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"\\r\\n]*\"|[^\",\\s]+)(,|$)");

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
}
