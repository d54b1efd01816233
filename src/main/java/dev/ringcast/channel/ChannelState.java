package dev.ringcast.channel;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a channel is doing. */
public sealed interface ChannelState {
    /** Since when. */
    Instant since();

    /** What to call it in JSON and style sheets: {@code starting}, {@code live}, {@code slate} … */
    default String kind() {
        return kind(getClass());
    }

    /** Every {@link #kind} there is. */
    static List<String> kinds() {
        return Arrays.stream(ChannelState.class.getPermittedSubclasses())
                .map(ChannelState::kind)
                .toList();
    }

    private static String kind(Class<?> state) {
        return state.getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Why, where there is something to explain; otherwise empty. */
    default Optional<String> explanation() {
        return Optional.empty();
    }

    /** The encoder is being opened, or the source has not delivered its first picture yet. */
    record Starting(Instant since) implements ChannelState {}

    /** The source's picture is on air. */
    record Live(Instant since) implements ChannelState {}

    /** The slate is on air, because the source is away. */
    record Slate(Instant since, String reason) implements ChannelState {
        @Override
        public Optional<String> explanation() {
            return Optional.of(reason);
        }
    }

    /** The source is away and is tried again and again; gaps stand for its picture (L25). */
    record Away(Instant since, String reason) implements ChannelState {
        @Override
        public Optional<String> explanation() {
            return Optional.of(reason);
        }
    }

    /** Stopped by somebody. */
    record Stopped(Instant since) implements ChannelState {}

    /** It cannot run as it is configured, or its encoder fails; the reason says what to change. */
    record Failed(Instant since, String reason) implements ChannelState {
        @Override
        public Optional<String> explanation() {
            return Optional.of(reason);
        }
    }
}
