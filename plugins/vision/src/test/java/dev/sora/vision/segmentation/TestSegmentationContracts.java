// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.metric.MetricType;
import dev.sora.particle.OutputType;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.TypeContract;
import dev.sora.vision.Offered;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the output {@code segmentation} and its metrics are tried on. */
public final class TestSegmentationContracts {

    private static final SampleSignal FEATURES = SampleSignal.image(3, 4, 5);
    private static final SampleSignal IMAGE =
            SampleSignal.of(
                            SignalSpec.floats(1, 4, 5)
                                    .with(Signal.TRANSFORM, TensorSpec.floats(2, 3)))
                    .between(1, 4);

    /** 6 of 8 pixels are right: 4 of 5 and 2 of 3 of the classes. */
    private static final SegmentationOutcome COUNTED = counts(3, 0, 1, 0, 1, 1, 0, 2);

    /** Returns the contracts. */
    public static List<TypeContract<?, ?>> all() {
        return List.of(output(), metric("dice"), metric("iou"), metric("pixel_accuracy"));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static OutputContract output() {
        return Contracts.output(Offered.type(OutputType.class, "segmentation"))
                .with("column", "mask")
                .variant(Map.of())
                .variant(Map.of("loss", "dice", "size", List.of(3, 4)))
                .variant(Map.of("loss", "cross_entropy", "ignore", 7))
                .variant(
                        Map.of(
                                "classes",
                                Map.of("ground", 0, "disc", 255),
                                "ignore",
                                List.of(7, "#ff0000")))
                .learningFrom(masks(0, 255, 7))
                .on(FEATURES, IMAGE)
                .refuses(FEATURES)
                .refuses(FEATURES, SampleSignal.image(1, 4, 5))
                .refuses(SampleSignal.vector(4), IMAGE)
                .refuses(masks(0, 9))
                .refuses("size", 0)
                .refuses("loss", "hinge");
    }

    private static MetricContract metric(String name) {
        return Contracts.metric(Offered.type(MetricType.class, name))
                .on(COUNTED, COUNTED.chosen(new int[] {0}), COUNTED.chosen(new int[] {1}))
                .range(0, 1)
                .expects(
                        COUNTED,
                        switch (name) {
                            case "dice" -> (2.0 * 4 / (5 + 5) + 2.0 * 2 / (3 + 3)) / 2;
                            case "iou" -> (4.0 / 6 + 2.0 / 4) / 2;
                            default -> 6.0 / 8;
                        });
    }

    /** Returns an outcome of two records with two classes. */
    private static SegmentationOutcome counts(int... values) {
        return new SegmentationOutcome(
                List.of("ground", "disc"), new PixelCounts(2, 2, values), List.of());
    }

    private static SampleRecords masks(int... levels) {
        Random random = new Random(5);
        SampleRecords records =
                SampleRecords.of(
                        Column.of("image", ColumnType.IMAGE), Column.of("mask", ColumnType.IMAGE));
        for (int i = 0; i < 8; i++) {
            byte[] samples = new byte[20];
            for (int at = 0; at < samples.length; at++) {
                samples[at] =
                        (byte) levels[at < levels.length ? at : random.nextInt(levels.length)];
            }
            records =
                    records.row(
                            new ImageValue(5, 4, 1, new byte[20]),
                            new ImageValue(5, 4, 1, samples));
        }
        return records;
    }
}
