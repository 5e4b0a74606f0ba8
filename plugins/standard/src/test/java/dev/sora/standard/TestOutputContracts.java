// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard;

import dev.sora.data.ColumnType;
import dev.sora.particle.OutputType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What each output learns from, and predicts from. */
final class TestOutputContracts {

    private static final SampleRecords KINDS =
            SampleRecords.column("y", ColumnType.TEXT, "b", "a", "c", "a", "a", "b", "a", "c");
    private static final SampleRecords NUMBERED =
            SampleRecords.column("y", ColumnType.INTEGER, 3L, 10L, 3L, 7L, 7L, 3L, 10L, 3L);
    private static final SampleRecords BOOLEANS =
            SampleRecords.column(
                    "y", ColumnType.BOOLEAN, true, false, false, true, true, true, false, false);
    private static final SampleRecords TAGS =
            SampleRecords.column(
                    "y", ColumnType.TEXT, "a,b", "b", "", "c , a", "a,b,c", "c", "b", "a");
    private static final SampleRecords NUMBERS =
            SampleRecords.column("y", ColumnType.NUMBER, 1.0, 2.5, -4.0, 0.0, 3.0, 7.0, 2.0, 1.5);
    private static final SampleRecords DIGITS =
            SampleRecords.column("y", ColumnType.TEXT, "1", "2.5", "-4", "0", "3e1", "7", "2", "1");

    static List<OutputContract> all() {
        return List.of(
                classification(),
                output("classification").learningFrom(NUMBERED).on(SampleSignal.vector(4)),
                output("classification").learningFrom(BOOLEANS).on(SampleSignal.floats()),
                output("classification")
                        .with("positive", true)
                        .with("threshold", Map.of("at_least", Map.of("sensitivity", 0.9)))
                        .with("calibration", "temperature")
                        .with("abstain_below", 0.6)
                        .learningFrom(BOOLEANS)
                        .on(SampleSignal.vector(4)),
                bareClassification(),
                multiLabel(),
                output("multi-label")
                        .with("head", false)
                        .with("labels", List.of("a", "b", "c"))
                        .learningFrom(TAGS)
                        .on(SampleSignal.vector(3))
                        .refuses(SampleSignal.vector(4)),
                nestedLabels(),
                regression(),
                output("regression")
                        .with("head", false)
                        .variant(Map.of())
                        .variant(Map.of("standardise", false))
                        .learningFrom(DIGITS)
                        .on(SampleSignal.vector(1))
                        .refuses(SampleSignal.vector(2)));
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static OutputContract output(String name) {
        return Contracts.output(Workbench.type(new StandardPlugin(), OutputType.class, name))
                .with("column", "y")
                .refuses(SampleSignal.indices(5))
                .refuses(SampleSignal.sequence(4, 3));
    }

    private static OutputContract classification() {
        return output("classification")
                .variant(Map.of())
                .variant(Map.of("loss", "focal", "classes", List.of("c", "b", "a", "d")))
                .variant(
                        Map.of(
                                "loss",
                                "focal",
                                "label_smoothing",
                                0.1,
                                "class_weights",
                                "balanced"))
                .variant(Map.of("class_weights", Map.of("a", 0.5, "c", 2)))
                .learningFrom(KINDS)
                .refuses(SampleRecords.column("y", ColumnType.TEXT, "never seen"))
                .on(SampleSignal.vector(4))
                .on(SampleSignal.image(2, 3, 2))
                .refuses("classes", 1)
                .refuses("loss", "mse")
                .refuses("focal_gamma", -1)
                .refuses("label_smoothing", 1)
                .refuses("class_weights", Map.of("a", -1));
    }

    private static OutputContract bareClassification() {
        return output("classification")
                .with("head", false)
                .variant(Map.of())
                .variant(Map.of("classes", 3, "loss", "focal", "focal_gamma", 0.5))
                .learningFrom(KINDS)
                .on(SampleSignal.vector(3))
                .refuses(SampleSignal.vector(4));
    }

    private static OutputContract multiLabel() {
        return output("multi-label")
                .variant(Map.of())
                .variant(Map.of("threshold", 0.2, "labels", List.of("c", "b", "a")))
                .learningFrom(TAGS)
                .refuses(SampleRecords.column("y", ColumnType.TEXT, "a,never seen"))
                .on(SampleSignal.vector(4))
                .on(SampleSignal.image(2, 3, 2))
                .refuses("threshold", 0)
                .refuses("threshold", 1);
    }

    private static OutputContract nestedLabels() {
        List<Map<String, Object>> both = List.of(Map.of("name", "a"), Map.of("name", "b"));
        List<Map<String, Object>> one = List.of(Map.of("name", "b"));
        List<Map<String, Object>> none = List.of();
        return output("multi-label")
                .with("key", "name")
                .learningFrom(
                        SampleRecords.column(
                                "y",
                                ColumnType.NESTED,
                                both,
                                one,
                                none,
                                both,
                                one,
                                one,
                                none,
                                both))
                .on(SampleSignal.vector(4));
    }

    private static OutputContract regression() {
        return output("regression")
                .variant(Map.of())
                .variant(Map.of("loss", "mae"))
                .variant(Map.of("loss", "huber", "huber_delta", 0.5, "standardise", false))
                .learningFrom(NUMBERS)
                .on(SampleSignal.vector(4))
                .on(SampleSignal.image(2, 3, 2))
                .refuses("loss", "r2")
                .refuses("huber_delta", 0);
    }
}
