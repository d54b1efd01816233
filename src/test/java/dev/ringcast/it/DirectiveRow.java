package dev.ringcast.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A row of a request matrix: what is asked, and which answer is right.
 *
 * @param query with braces as {@link LiveEdge#fill} knows them; may be empty
 * @param edge when to ask, as {@link LiveEdge#is} knows it
 * @param status of the answer
 * @param due when the answer is to come, as {@link LiveEdge#count(String)} knows it
 * @param marks {@code delta} if the answer is a delta update; {@code HEAD} and {@code gzip} as they are asked for
 */
record DirectiveRow(String query, String edge, int status, String due, Set<String> marks) {
    /** Reads a table: a row a line, columns separated by bars, the marks optional; a line with # is a comment. */
    static List<DirectiveRow> table(String name) {
        try (InputStream file = DirectiveRow.class.getResourceAsStream("directives/" + name + ".txt")) {
            String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(DirectiveRow::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DirectiveRow of(String line) {
        List<String> columns =
                Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        Set<String> marks = columns.size() > 4 ? Set.of(columns.get(4).split(" ")) : Set.of();
        return new DirectiveRow(
                columns.get(0), columns.get(1), Integer.parseInt(columns.get(2)), columns.get(3), marks);
    }

    /** Whether the answer is not there yet when it is asked for. */
    boolean waits() {
        return !due.equals("at once");
    }

    boolean head() {
        return marks.contains("HEAD");
    }

    boolean gzip() {
        return marks.contains("gzip");
    }

    boolean delta() {
        return marks.contains("delta");
    }

    Map<String, String> headers() {
        return gzip() ? Map.of("Accept-Encoding", "gzip") : Map.of();
    }

    @Override
    public String toString() {
        return (head() ? "HEAD " : "") + "?" + query + (gzip() ? " as gzip" : "") + " at an edge with " + edge
                + " part";
    }
}
