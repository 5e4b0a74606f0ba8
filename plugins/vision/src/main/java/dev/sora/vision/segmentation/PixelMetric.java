// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import dev.sora.metric.MergingMetric;
import dev.sora.metric.Metric;
import dev.sora.metric.MetricResult;
import dev.sora.metric.MetricType;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics of a segmentation, of all pixels of all records together. */
enum PixelMetric implements MetricType<SegmentationOutcome> {
    /** {@code 2 I / (P + T)} of the predicted pixels P, the right ones T, and those in both. */
    DICE("dice", "Twice the pixels that are right, of those predicted and those of the class") {
        @Override
        double of(double both, double predicted, double actual) {
            return 2 * both / (predicted + actual);
        }
    },
    /** {@code I / (P + T - I)}. */
    IOU(
            "iou",
            "Intersection over union: the pixels that are right, of those predicted or of the class") {
        @Override
        double of(double both, double predicted, double actual) {
            return both / (predicted + actual - both);
        }
    },
    /** The share of pixels that are right. */
    PIXEL_ACCURACY("pixel_accuracy", "Share of the pixels whose class is right.") {
        @Override
        double of(double both, double predicted, double actual) {
            return both / actual;
        }

        @Override
        MetricResult result(List<String> names, long[][] counts) {
            long all = 0;
            long right = 0;
            for (int actual = 0; actual < counts.length; actual++) {
                for (long pixels : counts[actual]) {
                    all += pixels;
                }
                right += counts[actual][actual];
            }
            return all == 0
                    ? MetricResult.undefined("is not defined: there are no pixels that count")
                    : MetricResult.of((double) right / all);
        }
    };

    private final String label;
    private final String description;

    PixelMetric(String label, String description) {
        this.label = label;
        this.description = description;
    }

    static List<SoraType> types() {
        return List.of(values());
    }

    /**
     * Returns the value of a class.
     *
     * @param both pixels of the class that were predicted as it
     * @param predicted pixels that were predicted as the class
     * @param actual pixels of the class
     */
    abstract double of(double both, double predicted, double actual);

    @Override
    public TypeDescriptor descriptor() {
        String rest =
                this == PIXEL_ACCURACY
                        ? ""
                        : "; of each class, over all records together, and the mean of the classes.";
        return TypeDescriptor.of(label, description + rest);
    }

    @Override
    public Class<SegmentationOutcome> outcome() {
        return SegmentationOutcome.class;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public Metric<SegmentationOutcome> create(Settings settings) {
        return new Sum(this);
    }

    /** Returns the result of counts {@code [actual][predicted]}. */
    MetricResult result(List<String> names, long[][] counts) {
        Map<String, Double> each = new LinkedHashMap<>();
        List<String> without = new ArrayList<>();
        double sum = 0;
        for (int at = 0; at < counts.length; at++) {
            long actual = 0;
            long predicted = 0;
            for (int other = 0; other < counts.length; other++) {
                actual += counts[at][other];
                predicted += counts[other][at];
            }
            if (actual + predicted == 0) {
                without.add(names.get(at));
            } else {
                double value = of(counts[at][at], predicted, actual);
                each.put(names.get(at), value);
                sum += value;
            }
        }
        if (each.isEmpty()) {
            return MetricResult.undefined("is not defined: there are no pixels that count");
        }
        return MetricResult.byClass(
                sum / each.size(),
                each,
                without.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                "leaves out classes that no pixel has and none was predicted as: "
                                        + String.join(", ", without)));
    }

    /** Adds up counts of pixels. */
    private static final class Sum implements MergingMetric<SegmentationOutcome, Sum> {

        private final PixelMetric metric;
        private List<String> names = List.of();
        private long[][] counts = {};

        Sum(PixelMetric metric) {
            this.metric = metric;
        }

        @Override
        public void add(SegmentationOutcome outcome) {
            add(outcome.names(), outcome.counts().sum());
        }

        @Override
        public void merge(Sum part) {
            add(part.names, part.counts);
        }

        private void add(List<String> classes, long[][] more) {
            if (counts.length == 0) {
                names = classes;
                counts = new long[more.length][more.length];
            }
            for (int i = 0; i < more.length; i++) {
                for (int j = 0; j < more.length; j++) {
                    counts[i][j] += more[i][j];
                }
            }
        }

        @Override
        public MetricResult result() {
            return metric.result(names, counts);
        }
    }
}
