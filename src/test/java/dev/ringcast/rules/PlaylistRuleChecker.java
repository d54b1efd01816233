package dev.ringcast.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Watches one playlist over time: give it each version in the order in which they were read, and it names the rules
 * that are broken, by the version itself (L2 to L6, L12, L16 to L23, L30 to L38) or by what it changes (L6, L8, L10,
 * L11, L16, L22, L30, L37, L38). A version may be a delta update of the one before.
 *
 * <p>For one thread.
 */
public final class PlaylistRuleChecker {
    private final PlaylistHistory history = new PlaylistHistory();
    private final Optional<Duration> lateness;
    private Optional<Observed> before = Optional.empty();
    private Instant lastGrowth = Instant.EPOCH;
    private Instant lastPart = Instant.EPOCH;

    private record Observed(String text, ParsedPlaylist playlist) {}

    /** A checker of versions that are read at any times. */
    public PlaylistRuleChecker() {
        this(Optional.empty());
    }

    private PlaylistRuleChecker(Optional<Duration> lateness) {
        this.lateness = lateness;
    }

    /**
     * A checker of versions of which each is read as soon as it is there, as by blocking requests: it also demands each
     * part within a part target of the one before (L10).
     *
     * @param lateness by how much later a version may be read
     */
    public static PlaylistRuleChecker readingAtOnce(Duration lateness) {
        return new PlaylistRuleChecker(Optional.of(lateness));
    }

    /**
     * Checks the next version.
     *
     * @param text the whole playlist, or a delta update of the version before
     * @param at when it was read
     * @return what is wrong with it; empty if nothing
     */
    public List<Violation> observe(String text, Instant at) {
        List<Violation> violations = new ArrayList<>();
        ParsedPlaylist playlist = check(text, violations);
        if (playlist.skippedSegments() > 0) {
            Optional<String> whole = merge(text, violations);
            whole.ifPresent(merged -> observe(merged, PlaylistParser.parse(merged, new ArrayList<>()), at, violations));
        } else if (!playlist.multivariant()) {
            observe(text, playlist, at, violations);
        }
        return List.copyOf(violations);
    }

    /** Reads a playlist that is known to be right. */
    public static ParsedPlaylist parse(String text) {
        List<Violation> violations = new ArrayList<>();
        ParsedPlaylist playlist = PlaylistParser.parse(text, violations);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(violations + " in\n" + text);
        }
        return playlist;
    }

    /** Reads a playlist and adds what is wrong with it, whatever came before it, to {@code violations}. */
    static ParsedPlaylist check(String text, List<Violation> violations) {
        ParsedPlaylist playlist = PlaylistParser.parse(text, violations);
        new PlaylistRules(playlist, violations).check();
        return playlist;
    }

    private Optional<String> merge(String delta, List<Violation> violations) {
        if (before.isEmpty()) {
            violations.add(new Violation("L36", "a delta update without a playlist before it"));
            return Optional.empty();
        }
        try {
            return Optional.of(PlaylistDelta.merge(before.get().text(), delta));
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("L36", "a delta update that cannot be applied: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private void observe(String text, ParsedPlaylist playlist, Instant at, List<Violation> violations) {
        before.ifPresent(observed -> compare(observed, text, playlist, violations));
        history.check(playlist, violations);
        checkPace(playlist, at, violations);
        before = Optional.of(new Observed(text, playlist));
    }

    private static void compare(Observed before, String text, ParsedPlaylist playlist, List<Violation> violations) {
        ParsedPlaylist old = before.playlist();
        same("EXT-X-TARGETDURATION", "L6", old, playlist, violations);
        same("EXT-X-PLAYLIST-TYPE", "L23", old, playlist, violations);
        same("EXT-X-INDEPENDENT-SEGMENTS", "L8", old, playlist, violations);
        same("EXT-X-SERVER-CONTROL", "L30", old, playlist, violations);
        same("EXT-X-PART-INF", "L30", old, playlist, violations);
        notLess("L11", "the media sequence", old.mediaSequence(), playlist.mediaSequence(), violations);
        notLess("L11", "the last segment", old.lastSequence(), playlist.lastSequence(), violations);
        notLess("L11", "the last part", Position.of(old), Position.of(playlist), violations);
        notLess(
                "L16",
                "the discontinuity sequence",
                old.number("EXT-X-DISCONTINUITY-SEQUENCE").orElse(0L),
                playlist.number("EXT-X-DISCONTINUITY-SEQUENCE").orElse(0L),
                violations);
        if (playlist.mediaSequence() > old.mediaSequence() && playlist.mediaSequence() <= old.lastSequence()) {
            new PlaylistRules(playlist, violations).checkEnoughRemains();
        }
        if (old.ended() && !before.text().equals(text)) {
            violations.add(new Violation("L22", "the playlist changes after EXT-X-ENDLIST"));
        }
    }

    private static void same(
            String tag, String rule, ParsedPlaylist old, ParsedPlaylist playlist, List<Violation> violations) {
        if (!old.tag(tag).equals(playlist.tag(tag))) {
            violations.add(new Violation(rule, tag + " changes from " + old.tag(tag) + " to " + playlist.tag(tag)));
        }
    }

    private static <T extends Comparable<T>> void notLess(
            String rule, String what, T old, T now, List<Violation> violations) {
        if (now.compareTo(old) < 0) {
            violations.add(new Violation(rule, what + " falls from " + old + " to " + now));
        }
    }

    private void checkPace(ParsedPlaylist playlist, Instant at, List<Violation> violations) {
        Optional<ParsedPlaylist> old = before.map(Observed::playlist);
        if (old.isPresent() && !playlist.ended()) {
            checkSilence("segment", lastGrowth, at, allowedBetweenSegments(playlist), violations);
            allowedBetweenParts(playlist).ifPresent(allowed -> checkSilence("part", lastPart, at, allowed, violations));
        }
        if (old.isEmpty() || playlist.lastSequence() > old.get().lastSequence()) {
            lastGrowth = at;
        }
        if (old.isEmpty() || Position.of(playlist).compareTo(Position.of(old.get())) > 0) {
            lastPart = at;
        }
    }

    private static Duration allowedBetweenSegments(ParsedPlaylist playlist) {
        return Duration.ofMillis(1500 * playlist.number("EXT-X-TARGETDURATION").orElse(0L));
    }

    private Optional<Duration> allowedBetweenParts(ParsedPlaylist playlist) {
        Optional<Duration> target = playlist.partTarget()
                .map(seconds -> Duration.ofNanos(seconds.movePointRight(9).longValue()));
        return lateness.flatMap(late -> target.map(late::plus));
    }

    private static void checkSilence(
            String what, Instant last, Instant at, Duration allowed, List<Violation> violations) {
        Duration silence = Duration.between(last, at);
        if (silence.compareTo(allowed) > 0) {
            violations.add(new Violation(
                    "L10", "no new " + what + " for " + silence + ", more than " + allowed + ", at " + at));
        }
    }
}
