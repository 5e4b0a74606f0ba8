// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.detection.box.Box;
import dev.sora.detection.metric.BoxesOutcome;
import dev.sora.detection.metric.BoxesOutcome.Actual;
import dev.sora.detection.metric.BoxesOutcome.Rule;
import dev.sora.detection.metric.BoxesOutcome.Scene;
import dev.sora.detection.metric.Detection;
import dev.sora.detection.source.Annotated;
import dev.sora.metric.MetricType;
import dev.sora.particle.OutputType;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.SoraType;
import dev.sora.source.DataSourceType;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import dev.sora.testkit.Clause;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.MetricContract;
import dev.sora.testkit.OutputContract;
import dev.sora.testkit.ParticleContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.SampleSignal;
import dev.sora.testkit.SourceContract;
import dev.sora.testkit.TypeContract;
import dev.sora.testkit.Workbench;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of all types, and of the plugin as a whole. */
final class TestDetectionContract {

    private static final SampleSignal FINE = SampleSignal.image(3, 4, 6);
    private static final SampleSignal COARSE = SampleSignal.image(3, 2, 3);
    private static final SampleSignal PICTURE =
            SampleSignal.of(
                    SignalSpec.floats(1, 16, 24).with(Signal.TRANSFORM, TensorSpec.floats(2, 3)));

    @TempDir static Path folder;

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> ofThePlugin() {
        return Contracts.plugin(new DetectionPlugin()).covers(all()).tests();
    }

    private static List<TypeContract<?, ?>> all() {
        return List.of(fpn(), boxes(), map(), voc(), coco());
    }

    private static <T extends SoraType> T type(Class<T> kind, String name) {
        return Workbench.type(new DetectionPlugin(), kind, name);
    }

    private static ParticleContract fpn() {
        return Contracts.particle(type(ParticleType.class, "fpn"))
                .with("filters", 2)
                .variant(Map.of("activation", "tanh"))
                .on(FINE, COARSE)
                .on(FINE, SampleSignal.image(2, 4, 6))
                .refuses(COARSE, FINE)
                .refuses(FINE)
                .refuses(FINE, SampleSignal.vector(3))
                .refuses("filters", 0);
    }

    private static OutputContract boxes() {
        SampleRecords records = SampleRecords.of(Column.of("boxes", ColumnType.NESTED));
        for (int i = 0; i < 12; i++) {
            List<Map<String, Object>> boxes = new ArrayList<>();
            for (int j = 0; j < i % 4; j++) {
                boxes.add(
                        Map.of(
                                "label",
                                j == 0 ? "red" : "white",
                                "box",
                                List.of(i, 2 * j, i + 8, 2 * j + 6.5),
                                "crowd",
                                j == 2));
            }
            records = records.row(boxes);
        }
        SampleRecords unknown = SampleRecords.of(Column.of("boxes", ColumnType.NESTED));
        for (Map<String, Object> box :
                List.<Map<String, Object>>of(
                        Map.of("label", "blue", "box", List.of(0, 0, 1, 1)),
                        Map.of("label", "red", "box", List.of(0, 0, 0, 1)),
                        Map.of("label", "red", "box", List.of(0, 0, 1)),
                        Map.of("label", "red", "box", List.of(0, 0, Double.NaN, 1)),
                        Map.of("label", "red"),
                        Map.of("label", "red", "box", List.of(0, 0, 1, 1), "crowd", "yes"),
                        Map.of("box", List.of(0, 0, 1, 1)))) {
            unknown = unknown.row(List.of(box));
        }
        return Contracts.output(type(OutputType.class, "boxes"))
                .with("filters", 3)
                .variant(Map.of())
                .variant(Map.of("classes", List.of("white", "red", "black"), "depth", 2))
                .learningFrom(records)
                .on(FINE, COARSE, PICTURE)
                .on(COARSE, PICTURE)
                .refuses(PICTURE)
                .refuses(FINE, SampleSignal.image(1, 16, 24))
                .refuses(FINE, SampleSignal.image(2, 2, 3), PICTURE)
                .refuses(SampleSignal.vector(3), PICTURE)
                .refuses(unknown)
                .refuses("filters", 0)
                .refuses("depth", 0)
                .refuses("score", 1.5)
                .refuses("iou", -0.1)
                .refuses("detections", 0)
                .without(
                        Clause.GRADIENT,
                        "the quality that a position should have follows from the prediction and is"
                                + " a constant on purpose; TestDetectionLoss checks the gradient for a"
                                + " given assignment");
    }

    private static MetricContract map() {
        Scene one =
                new Scene(
                        100,
                        80,
                        List.of(
                                new Detection(0, 0.9, new Box(0, 0, 10, 10)),
                                new Detection(1, 0.8, new Box(20, 20, 40, 40)),
                                new Detection(0, 0.7, new Box(50, 50, 60, 60))),
                        List.of(
                                new Actual(0, new Box(0, 0, 10, 10), Rule.COUNTED),
                                new Actual(1, new Box(20, 20, 40, 30), Rule.COUNTED)));
        Scene other =
                new Scene(
                        60,
                        60,
                        List.of(new Detection(0, 0.95, new Box(5, 5, 20, 20))),
                        List.of(new Actual(0, new Box(5, 6, 20, 21), Rule.CROWD)));
        BoxesOutcome whole = outcome(one, other, one);
        return Contracts.metric(type(MetricType.class, "map"))
                .variant(Map.of())
                .variant(Map.of("at", "0.5"))
                .variant(Map.of("at", "0.75"))
                .on(whole, outcome(one), outcome(other), outcome(one))
                .on(outcome(), outcome())
                .expects(outcome(), Double.NaN)
                .range(0, 1)
                .refuses("at", "half")
                .refuses("at", "0")
                .refuses("at", "0.9:0.5");
    }

    private static BoxesOutcome outcome(Scene... scenes) {
        return new BoxesOutcome(List.of("red", "white"), 0.3, List.of(scenes));
    }

    private static SourceContract voc() {
        Annotated data = new Annotated(folder.resolve("voc"));
        String path = data.voc(3).toString();
        String archive = data.zipped(data.voc(2), "voc.zip").toString();
        return Contracts.source(type(DataSourceType.class, "voc"))
                .variant(Map.of("path", path))
                .variant(Map.of("path", path, "split", "val"))
                .variant(Map.of("path", archive, "boxes_column", "things"))
                .broken(Map.of("path", data.brokenVoc().toString()), 9)
                .fails(Map.of("path", folder.resolve("missing").toString()))
                .fails(Map.of("path", data.onlyPictures().toString()))
                .fails(Map.of("path", path, "split", "test"));
    }

    private static SourceContract coco() {
        Annotated data = new Annotated(folder.resolve("coco"));
        String images = data.pictures(4).toString();
        String file = data.coco(4).toString();
        return Contracts.source(type(DataSourceType.class, "coco"))
                .with("images", images)
                .variant(Map.of("annotations", file))
                .variant(Map.of("annotations", data.packed(data.coco(4)).toString()))
                .broken(Map.of("annotations", data.brokenCoco().toString()), 9)
                .fails(Map.of("annotations", folder.resolve("missing.json").toString()))
                .fails(Map.of("annotations", data.text("[]", "list.json").toString()))
                .fails(Map.of("annotations", data.text("{\"images\": [", "cut.json").toString()))
                .fails(Map.of("annotations", data.text("{}", "empty.json").toString()));
    }
}
