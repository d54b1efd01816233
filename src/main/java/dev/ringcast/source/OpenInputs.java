package dev.ringcast.source;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.Interruption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The inputs of a source, which share a clock: one, or a camera and its microphone. Used by one thread. */
final class OpenInputs implements AutoCloseable {
    private final List<OpenInput> list = new ArrayList<>();

    private OpenInputs() {}

    static OpenInputs open(
            List<Input> inputs, Interruption interruption, Duration silence, boolean live, TrackOutput output)
            throws FfmpegException {
        OpenInputs opened = new OpenInputs();
        try {
            for (Input input : inputs) {
                opened.list.add(OpenInput.open(input, interruption, silence, live, output));
            }
            return opened;
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            opened.close();
            throw e;
        }
    }

    List<OpenInput> list() {
        return list;
    }

    /** Whether none of them has picture or sound. */
    boolean isEmpty() {
        return list.stream().allMatch(OpenInput::isEmpty);
    }

    /** Delivers what is left in the decoders. */
    void rewindTracks() throws FfmpegException, SourceClosedException, InterruptedException {
        for (OpenInput input : list) {
            input.rewindTracks();
        }
    }

    /** Goes back to the beginning; false if one of them cannot. */
    boolean rewind() {
        return list.stream().allMatch(OpenInput::rewind);
    }

    /** Packets and frames that could not be decoded. */
    long corrupted() {
        return list.stream().mapToLong(OpenInput::corrupted).sum();
    }

    @Override
    public void close() {
        for (int i = list.size() - 1; i >= 0; i--) {
            list.get(i).close();
        }
    }
}
