package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * The timestamps of a copied track, made complete: missing ones follow from those before, equal ones are set apart, and
 * those of an input that is repeated go on. Used by one thread.
 */
final class CopyTimes {
    /** What a packet's timestamps turned out to be. */
    enum Placing {
        /** They go on from those before. */
        GOOD,
        /** They have jumped. */
        JUMPED,
        /** There are none, and none before. */
        UNKNOWN
    }

    private static final long LONGEST_STEP = 5_000_000;
    private static final long USUAL_DURATION = 40_000;
    private static final long MISSING = Long.MIN_VALUE;

    private final long numerator;
    private final long denominator;
    private final int reordered;
    private boolean steady;
    private boolean estimated;
    private long shift;
    private long shiftMicros;
    private long last = MISSING;
    private long duration;
    private long delay = MISSING;
    private long first = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    /** @param frames how many packets a second there are, if it is known, else 0 */
    CopyTimes(AVStream stream, double frames) {
        this.numerator = stream.time_base().num();
        this.denominator = stream.time_base().den();
        this.reordered = Math.max(0, stream.codecpar().video_delay());
        this.duration = ticks(frames > 0 ? Math.round(1e6 / frames) : USUAL_DURATION);
    }

    /** All packets last the same, by what they tell of themselves: so many there are in a second; 0 if they do not tell. */
    void expect(double frames) {
        if (frames > 0) {
            steady = true;
            duration = ticks(Math.round(1e6 / frames));
        }
    }

    /** Completes the packet's timestamps. */
    Placing place(AVPacket packet) {
        long dts = packet.dts();
        long pts = packet.pts();
        if (pts == AV_NOPTS_VALUE && (delay == MISSING || (dts == AV_NOPTS_VALUE && last == MISSING))) {
            return Placing.UNKNOWN;
        }
        boolean known = dts != AV_NOPTS_VALUE;
        dts = known ? dts + shift : dts;
        pts = pts == AV_NOPTS_VALUE ? pts : pts + shift;
        if (packet.duration() > 0) {
            duration = packet.duration();
        }
        if (!known) {
            // A keyframe is shown as long after its decoding as pictures are reordered; others say nothing of the kind.
            boolean tells = last == MISSING || (packet.flags() & AV_PKT_FLAG_KEY) != 0;
            dts = tells && pts != AV_NOPTS_VALUE ? pts - reordered * duration : last + duration;
            dts = pts == AV_NOPTS_VALUE ? dts : Math.min(dts, pts);
        }
        if (pts == AV_NOPTS_VALUE) {
            pts = dts + delay;
        }
        // An estimate, or the first known time after one, may be off by as much as pictures are reordered.
        long off = estimated || !known ? (reordered + 1) * duration : 0;
        if (last != MISSING && dts <= last && last - dts <= off) {
            dts = last + 1;
        }
        estimated = !known;
        pts = Math.max(pts, dts);
        boolean jumped = last != MISSING && (dts < last || micros(dts - last) > LONGEST_STEP);
        if (packet.duration() <= 0 && !steady && last != MISSING && !jumped) {
            duration = dts - last;
        }
        last = dts;
        delay = pts - dts;
        first = Math.min(first, dts - shift);
        end = Math.max(end, dts - shift + duration);
        packet.dts(dts);
        packet.pts(pts);
        return jumped ? Placing.JUMPED : Placing.GOOD;
    }

    /** Forgets what was before: the track may go on anywhere. */
    void forget() {
        last = MISSING;
    }

    /** What the track covers in one go, in microseconds. */
    long length() {
        return end < first ? 0 : micros(end - first);
    }

    /** Moves all timestamps from now on, in addition to what they were moved. */
    void shift(long micros) {
        // Rounded once: tracks have different units, and would drift apart by what each repetition rounds.
        shiftMicros += micros;
        shift = ticks(shiftMicros);
    }

    /** A timestamp in microseconds. */
    long micros(long timestamp) {
        return av_rescale(timestamp, numerator * 1_000_000, denominator);
    }

    /** Microseconds as a timestamp. */
    long ticks(long micros) {
        return av_rescale(micros, denominator, numerator * 1_000_000);
    }
}
