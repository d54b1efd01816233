package dev.ringcast.monitoring;

import dev.ringcast.channel.Distribution;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A metric: what it is called, what it means, and how its values are read out. */
sealed interface MetricFamily {
    /** The name of the family; its type may add an ending for the samples. */
    String name();

    /** What it means: a sentence. */
    String help();

    /** The names of its labels. */
    List<String> labels();

    /** {@code gauge}, {@code counter} or {@code histogram}. */
    String type();

    /** The names that its samples have. */
    List<String> sampleNames();

    /** Its values. */
    MetricSnapshot snapshot(Scrape scrape);

    /**
     * A value.
     *
     * @param labels the values of the labels, in their order
     */
    record Point(double value, List<String> labels) {
        static Point of(double value, String... labels) {
            return new Point(value, List.of(labels));
        }
    }

    /** A number that goes up and down. */
    record Gauge(String name, String help, List<String> labels, Function<Scrape, Stream<Point>> points)
            implements MetricFamily {
        @Override
        public String type() {
            return "gauge";
        }

        @Override
        public List<String> sampleNames() {
            return List.of(name);
        }

        @Override
        public MetricSnapshot snapshot(Scrape scrape) {
            GaugeSnapshot.Builder all = GaugeSnapshot.builder().name(name).help(help);
            points.apply(scrape)
                    .forEach(point -> all.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                            .value(point.value())
                            .labels(Labels.of(labels, point.labels()))
                            .build()));
            return all.build();
        }
    }

    /** A number that goes up, and begins again at 0. */
    record Counter(String name, String help, List<String> labels, Function<Scrape, Stream<Point>> points)
            implements MetricFamily {
        @Override
        public String type() {
            return "counter";
        }

        @Override
        public List<String> sampleNames() {
            return List.of(name + "_total");
        }

        @Override
        public MetricSnapshot snapshot(Scrape scrape) {
            CounterSnapshot.Builder all = CounterSnapshot.builder().name(name).help(help);
            points.apply(scrape)
                    .forEach(point -> all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .value(point.value())
                            .labels(Labels.of(labels, point.labels()))
                            .build()));
            return all.build();
        }
    }

    /** How durations of each channel are spread. */
    record Histogram(String name, String help, Function<Scrape.One, Distribution.Snapshot> ofChannel)
            implements MetricFamily {
        @Override
        public List<String> labels() {
            return List.of("channel");
        }

        @Override
        public String type() {
            return "histogram";
        }

        @Override
        public List<String> sampleNames() {
            return List.of(name + "_bucket", name + "_sum", name + "_count");
        }

        @Override
        public MetricSnapshot snapshot(Scrape scrape) {
            HistogramSnapshot.Builder all =
                    HistogramSnapshot.builder().name(name).help(help);
            for (Scrape.One channel : scrape.channels()) {
                Distribution.Snapshot spread = ofChannel.apply(channel);
                all.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets(spread))
                        .sum(spread.sumSeconds())
                        .labels(Labels.of(labels(), List.of(channel.name())))
                        .build());
            }
            return all.build();
        }

        private static ClassicHistogramBuckets buckets(Distribution.Snapshot spread) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            for (int i = 0; i < spread.counts().size(); i++) {
                double bound = i < spread.bounds().size() ? spread.bounds().get(i) : Double.POSITIVE_INFINITY;
                buckets.bucket(bound, spread.counts().get(i));
            }
            return buckets.build();
        }
    }
}
