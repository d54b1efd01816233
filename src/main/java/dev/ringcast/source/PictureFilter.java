package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_time_base;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * Turns pictures upright and makes whole pictures of interlaced ones. Pictures that need neither go straight through.
 * Used by one thread.
 */
final class PictureFilter implements AutoCloseable {
    /** Takes a picture; what it leaves in it is dropped. Times are in microseconds. */
    interface PictureTaker {
        void take(NativeFrame picture, long timestamp, long duration)
                throws FfmpegException, SourceClosedException, InterruptedException;
    }

    /** What a graph was built for. */
    private record Shape(int width, int height, int pixelFormat, boolean deinterlacing) {}

    private final int quarterTurns;
    private @Nullable Shape shape;
    private @Nullable AVFilterGraph graph;
    private @Nullable AVFilterContext entry;
    private @Nullable AVFilterContext exit;
    private boolean deinterlacing;
    private long duration;

    /** @param quarterTurns how often to turn by 90° clockwise */
    PictureFilter(int quarterTurns) {
        this.quarterTurns = quarterTurns;
    }

    /** Hands on the picture, or those that come out of the filter for it. */
    void filter(NativeFrame picture, boolean interlaced, long timestamp, long pictureDuration, PictureTaker taker)
            throws FfmpegException, SourceClosedException, InterruptedException {
        duration = pictureDuration;
        // Once there was an interlaced picture, all go through the filter, which leaves the progressive ones alone.
        deinterlacing |= interlaced;
        if (!deinterlacing && quarterTurns == 0) {
            taker.take(picture, timestamp, pictureDuration);
            return;
        }
        Shape wanted = new Shape(picture.width(), picture.height(), picture.pixelFormat(), deinterlacing);
        if (!wanted.equals(shape)) {
            drain(taker);
            build(wanted, picture.avFrame());
        }
        picture.avFrame().pts(timestamp);
        Ffmpeg.check(av_buffersrc_add_frame(entry, picture.avFrame()), "av_buffersrc_add_frame");
        takeAll(taker);
    }

    /** Hands on what is still in the filter; the next picture begins anew. */
    void drain(PictureTaker taker) throws FfmpegException, SourceClosedException, InterruptedException {
        if (entry != null) {
            Ffmpeg.check(av_buffersrc_add_frame(entry, (AVFrame) null), "av_buffersrc_add_frame");
            takeAll(taker);
        }
        close();
    }

    private void takeAll(PictureTaker taker) throws FfmpegException, SourceClosedException, InterruptedException {
        AVRational timeBase = av_buffersink_get_time_base(exit);
        try (NativeFrame filtered = NativeFrame.empty()) {
            while (true) {
                int result = av_buffersink_get_frame(exit, filtered.avFrame());
                if (Ffmpeg.isDrained(result)) {
                    return;
                }
                Ffmpeg.check(result, "av_buffersink_get_frame");
                long timestamp = av_rescale(filtered.avFrame().pts(), timeBase.num() * 1_000_000L, timeBase.den());
                taker.take(filtered, timestamp, duration);
                av_frame_unref(filtered.avFrame());
            }
        }
    }

    private void build(Shape wanted, AVFrame first) throws FfmpegException {
        AVFilterGraph built = avfilter_graph_alloc();
        if (built == null) {
            throw FfmpegException.outOfMemory("avfilter_graph_alloc");
        }
        graph = built;
        built.nb_threads(1);
        entry = create(
                built,
                "buffer",
                "in",
                "video_size=" + wanted.width + "x" + wanted.height + ":pix_fmt="
                        + wanted.pixelFormat + ":time_base=1/1000000:pixel_aspect=" + aspect(first) + ":colorspace="
                        + first.colorspace() + ":range=" + first.color_range());
        exit = create(built, "buffersink", "out", null);
        AVFilterInOut outputs = link("in", entry);
        AVFilterInOut inputs = link("out", exit);
        try {
            Ffmpeg.check(
                    avfilter_graph_parse_ptr(built, description(wanted.deinterlacing), inputs, outputs, null),
                    "avfilter_graph_parse_ptr");
        } finally {
            avfilter_inout_free(inputs);
            avfilter_inout_free(outputs);
        }
        Ffmpeg.check(avfilter_graph_config(built, null), "avfilter_graph_config");
        shape = wanted;
    }

    private String description(boolean deinterlace) {
        List<String> filters = new ArrayList<>();
        if (deinterlace) {
            filters.add("bwdif=mode=send_frame:deint=interlaced");
        }
        switch (quarterTurns) {
            case 1 -> filters.add("transpose=clock");
            case 2 -> filters.add("hflip,vflip");
            case 3 -> filters.add("transpose=cclock");
            default -> {}
        }
        return String.join(",", filters);
    }

    private static String aspect(AVFrame frame) {
        AVRational aspect = frame.sample_aspect_ratio();
        return aspect.num() > 0 && aspect.den() > 0 ? aspect.num() + "/" + aspect.den() : "1/1";
    }

    private static AVFilterContext create(AVFilterGraph graph, String filter, String name, @Nullable String arguments)
            throws FfmpegException {
        AVFilterContext created = new AVFilterContext(null);
        Ffmpeg.check(
                avfilter_graph_create_filter(created, avfilter_get_by_name(filter), name, arguments, null, graph),
                "filter " + filter);
        return created;
    }

    private static AVFilterInOut link(String name, AVFilterContext filter) throws FfmpegException {
        AVFilterInOut link = avfilter_inout_alloc();
        if (link == null) {
            throw FfmpegException.outOfMemory("avfilter_inout_alloc");
        }
        try (BytePointer text = new BytePointer(name)) {
            link.name(av_strdup(text));
        }
        link.filter_ctx(filter);
        link.pad_idx(0);
        link.next(null);
        return link;
    }

    @Override
    public void close() {
        if (graph != null) {
            avfilter_graph_free(graph);
        }
        graph = null;
        entry = null;
        exit = null;
        shape = null;
    }
}
