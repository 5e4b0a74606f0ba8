// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.ImageValue;
import dev.sora.particle.InputType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.InputContract;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** On which pictures the input is tried. */
final class TestInputContracts {

    private static final SampleRecords GREY = pictures(4, 5, 1, 1);
    private static final SampleRecords MIXED = pictures(6, 4, 3, 1, 4, 2);

    static List<InputContract> all() {
        return List.of(
                images().variant(Map.of())
                        .variant(Map.of("size", List.of(3, 6), "normalise", "unit"))
                        .variant(Map.of("channels", 3, "normalise", "none"))
                        .on(GREY)
                        .refuses("size", 0)
                        .refuses("channels", 2)
                        .refuses("normalise", "always")
                        .refuses("augment", Map.of("rotate", 200))
                        .refuses("augment", Map.of("turn", 10)),
                images().with("size", 5).variant(Map.of()).variant(Map.of("channels", 1)).on(MIXED),
                images().with("size", 5)
                        .variant(Map.of("augment", Map.of("rand_count", 3, "rand_magnitude", 9)))
                        .random()
                        .on(MIXED)
                        .refuses("augment", Map.of("mixup", -1))
                        .refuses("augment", Map.of("mix_rate", 0))
                        .refuses("augment", Map.of("rand_magnitude", 11))
                        .refuses("test_views", Map.of("shift", -1)),
                images().variant(Map.of("test_views", Map.of("flip", true, "shift", 1))).on(GREY),
                images().with("size", 5).with("transform", true).variant(Map.of()).on(MIXED),
                images().variant(Map.of("augment", Map.of("shift", 1, "flip", true)))
                        .variant(
                                Map.of(
                                        "transform",
                                        true,
                                        "augment",
                                        Map.of("scale", 0.2, "flip", true)))
                        .variant(Map.of("augment", Map.of("rotate", 20, "scale", 0.2, "shear", 9)))
                        .variant(Map.of("augment", Map.of("elastic", 1, "erase", 2)))
                        .variant(Map.of("augment", Map.of("flip_vertical", true, "colour", 0.3)))
                        .variant(Map.of("augment", Map.of("brightness", 0.3, "contrast", 0.3)))
                        .variant(Map.of("augment", Map.of("mixup", 0.2)))
                        .variant(Map.of("augment", Map.of("cutmix", 1, "mix_rate", 0.9)))
                        .variant(Map.of("augment", Map.of("rand_count", 2)))
                        .on(GREY)
                        .random());
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all().stream().flatMap(Contract::tests);
    }

    private static InputContract images() {
        return Contracts.input(Workbench.type(new VisionPlugin(), InputType.class, "image"))
                .with("column", "picture");
    }

    private static SampleRecords pictures(int width, int height, int... channels) {
        Random random = new Random(3);
        SampleRecords records = SampleRecords.of(Column.of("picture", ColumnType.IMAGE));
        for (int i = 0; i < 8; i++) {
            int depth = channels[i % channels.length];
            byte[] samples = new byte[width * height * depth];
            random.nextBytes(samples);
            records = records.row(new ImageValue(width, height, depth, samples));
        }
        return records;
    }
}
