// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.metric.MetricResult;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.OutputType;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.problem.SoraException;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Offered;
import dev.sora.vision.Reading;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Masks, their classes and losses, on cases done by hand. */
final class TestSegmentation {

    private static final Schema SCHEMA =
            Schema.of(Column.of("image", ColumnType.IMAGE), Column.of("mask", ColumnType.IMAGE));

    private static ImageValue grey(int width, int... levels) {
        byte[] samples = new byte[levels.length];
        for (int i = 0; i < levels.length; i++) {
            samples[i] = (byte) levels[i];
        }
        return new ImageValue(width, levels.length / width, 1, samples);
    }

    private static DataRecord record(ImageValue mask) {
        ImageValue picture =
                new ImageValue(
                        mask.width(), mask.height(), 1, new byte[mask.width() * mask.height()]);
        return new DataRecord(SCHEMA, "masks.csv", 3, picture, mask);
    }

    private static FittedOutput fit(Map<String, ?> settings, ImageValue... masks) {
        OutputType type = Offered.type(OutputType.class, "segmentation");
        Map<String, Object> all = new HashMap<>(settings);
        all.put("column", "mask");
        List<DataRecord> records = new ArrayList<>();
        for (ImageValue mask : masks) {
            records.add(record(mask));
        }
        return type.create(Workbench.settings(type, all)).fit(Reading.records(records));
    }

    private static byte[] encoded(FittedOutput output, ImageValue mask) {
        ByteBuffer data = output.encode(List.of(record(mask))).get(0).data().duplicate();
        byte[] bytes = new byte[data.rewind().remaining()];
        data.get(bytes);
        return bytes;
    }

    @Test
    void classesAreTheValuesOfTheMasksOrTheListedOnes() {
        ImageValue mask = grey(2, 255, 0, 0, 128);
        assertThat(encoded(fit(Map.of(), mask), mask)).containsExactly(2, 0, 0, 1);
        assertThat(encoded(fit(Map.of("ignore", 128), mask), mask)).containsExactly(1, 0, 0, -1);
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("disc", 255);
        named.put("edge", 128);
        named.put("ground", 0);
        assertThat(encoded(fit(Map.of("classes", named), mask), mask)).containsExactly(0, 2, 2, 1);
        ImageValue numbered = grey(2, 1, 0, 2, 1);
        assertThat(encoded(fit(Map.of("classes", List.of("a", "b", "c")), numbered), numbered))
                .containsExactly(1, 0, 2, 1);
    }

    @Test
    void aClassMayHaveSeveralValues() {
        ImageValue mask = grey(2, 255, 0, 128, 7);
        Map<String, Object> classes = new LinkedHashMap<>();
        classes.put("ground", List.of(0, 7));
        classes.put("thing", List.of(128, "#ffffff"));

        FittedOutput output = fit(Map.of("classes", classes), mask);

        assertThat(encoded(output, mask)).containsExactly(1, 0, 1, 0);
        assertThat(output.state().strings("values")).containsExactly("0 7", "128 #ffffff");
    }

    @Test
    void coloursAreValuesToo() {
        byte[] red = {0, 0, 0, (byte) 255, 0, 0, 7, 7, 7, 0, 0, 0};
        ImageValue mask = new ImageValue(2, 2, 3, red);
        FittedOutput output = fit(Map.of(), mask);

        assertThat(output.state().strings("classes")).containsExactly("0", "7", "#ff0000");
        assertThat(encoded(output, mask)).containsExactly(0, 2, 1, 0);
    }

    @Test
    void masksAreBroughtToASizeByTheNearestPixel() {
        ImageValue mask = grey(4, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 0, 0, 2, 2, 0, 0);
        FittedOutput half = fit(Map.of("size", List.of(2, 2)), mask);
        FittedOutput twice = fit(Map.of("size", List.of(2, 8)), mask);

        assertThat(encoded(half, mask)).containsExactly(0, 1, 2, 0);
        assertThat(encoded(twice, mask))
                .containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0);
    }

    @Test
    void refusesAMaskOfAnotherSizeThanItsPicture() {
        DataRecord wrong =
                new DataRecord(
                        SCHEMA, "masks.csv", 4, grey(3, 0, 0, 0, 0, 0, 0), grey(2, 0, 1, 0, 1));
        FittedOutput output = fit(Map.of(), grey(2, 0, 1, 0, 1));

        assertThatThrownBy(() -> output.encode(List.of(wrong)))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4161")
                .hasMessageContaining("masks.csv")
                .hasMessageContaining("2 x 3")
                .hasMessageContaining("2 x 2");
    }

    @Test
    void refusesAnUnknownValueWithItsPlace() {
        FittedOutput output = fit(Map.of(), grey(2, 0, 1, 0, 1));

        assertThatThrownBy(() -> output.encode(List.of(record(grey(2, 0, 1, 0, 9)))))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4162")
                .hasMessageContaining("row 2, column 2")
                .hasMessageContaining("one of 0, 1");
    }

    /** A mask that was saved as JPEG, or whose edges were smoothed. */
    @Test
    void refusesMasksWithTooManyValues() {
        byte[] samples = new byte[33 * 3];
        for (int i = 0; i < 33; i++) {
            samples[3 * i] = (byte) (5 * i);
            samples[3 * i + 1] = (byte) (i / 16);
        }
        assertThatThrownBy(() -> fit(Map.of(), new ImageValue(33, 1, 3, samples)))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4163")
                .hasMessageContaining("JPEG");
        assertThatThrownBy(() -> fit(Map.of(), grey(2, 5, 5)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4164");
    }

    @Test
    void refusesClassesThatAreNotDescribed() {
        for (Object classes :
                List.of(
                        List.of("one"),
                        List.of("a", "a"),
                        Map.of("a", 1, "b", 1),
                        Map.of("a", "red", "b", 1),
                        Map.of("a", List.of(1, 2), "b", 2),
                        Map.of("a", List.of(), "b", 2),
                        Map.of("a", 70000 - 5000, "b", "#ff00"))) {
            assertThatThrownBy(() -> fit(Map.of("classes", classes), grey(2, 0, 1)))
                    .as(classes.toString())
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4165");
        }
    }

    /** A mirrored image and one that is moved a pixel to the right: masks move alike. */
    @Test
    void masksMoveWithPictures() {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.pass(false, Map.of()).manager().newSubManager()) {
            NDArray masks =
                    manager.create(
                            new byte[] {0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5}, new Shape(2, 2, 3));
            NDArray sizes = manager.create(new float[] {6, 4, 3, 2}, new Shape(2, 2));
            NDArray transform =
                    manager.create(
                            new float[] {-6, 0, 6, 0, 4, 0, 3, 0, 1, 0, 2, 0}, new Shape(2, 2, 3));

            NDArray read = MaskPlaces.read(masks, sizes, transform, 2, 3);

            assertThat(read.toType(DataType.INT32, false).toIntArray())
                    .containsExactly(2, 1, 0, 5, 4, 3, 1, 2, 2, 4, 5, 5);
        }
    }

    /** 32-bit floats count up to 2^24 pixels only. */
    @Test
    void readsEveryPixelOfALargeMask() {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.pass(false, Map.of()).manager().newSubManager()) {
            int size = 4100;
            byte[] pixels = new byte[size * size];
            for (int x = 0; x < size; x += 2) {
                pixels[(size - 1) * size + x] = 1;
            }
            NDArray masks =
                    manager.create(
                            ByteBuffer.wrap(pixels), new Shape(1, size, size), DataType.UINT8);
            NDArray sizes = manager.create(new float[] {size, size}, new Shape(1, 2));
            // one row of pixels: the last six of the mask
            NDArray transform =
                    manager.create(
                            new float[] {6, 0, size - 6, 0, 1, size - 1}, new Shape(1, 2, 3));

            NDArray read = MaskPlaces.read(masks, sizes, transform, 1, 6);

            assertThat(read.toLongArray()).containsExactly(1, 0, 1, 0, 1, 0);
        }
    }

    @Test
    void theLossIsCrossEntropyAndDice() {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.pass(false, Map.of()).manager().newSubManager()) {
            // probabilities of the second class: 3/4, 1/2, and a pixel that does not count
            float three = (float) Math.log(3);
            NDArray scores =
                    manager.create(new float[] {0, 0, 5, three, 0, 1}, new Shape(1, 2, 1, 3));
            NDArray right = manager.create(new long[] {1, 0, 255}, new Shape(1, 3));

            double entropy = -(Math.log(0.75) + Math.log(0.5)) / 2;
            double first = (2 * 0.5 + 1) / (0.25 * 0.25 + 0.25 + 1 + 1);
            double second = (2 * 0.75 + 1) / (0.75 * 0.75 + 0.25 + 1 + 1);
            double dice = 1 - (first + second) / 2;

            assertThat((double) new SegmentationLoss(true, false).of(scores, right).getFloat())
                    .isCloseTo(entropy, within(1e-6));
            assertThat((double) new SegmentationLoss(false, true).of(scores, right).getFloat())
                    .isCloseTo(dice, within(1e-6));
            assertThat((double) new SegmentationLoss(true, true).of(scores, right).getFloat())
                    .isCloseTo(entropy + dice, within(1e-6));
        }
    }

    /** Columns from the top, from the left: two outside, three inside, one outside. */
    @Test
    void decodesRunLengthsAsCocoDoes() {
        MaskClasses classes =
                new MaskClasses(List.of("ground", "disc"), List.of("0", "1"), List.of());

        Map<String, Object> decoded = DecodedMask.of(classes, new byte[] {0, 1, 1, 0, 1, 0}, 3);

        assertThat(decoded.get("size")).isEqualTo(List.of(2L, 3L));
        assertThat(decoded.get("shares")).isEqualTo(Map.of("ground", 0.5, "disc", 0.5));
        assertThat(decoded.get("masks"))
                .isEqualTo(
                        Map.of(
                                "ground",
                                Map.of("size", List.of(2L, 3L), "counts", List.of(0L, 2L, 3L, 1L)),
                                "disc",
                                Map.of("size", List.of(2L, 3L), "counts", List.of(2L, 3L, 1L))));
    }

    @Test
    void masksAreEnlargedToThePicture() {
        PixelScores scores = new PixelScores(new float[] {0, 0, -1, 3}, 0, 2, 1, 2);

        assertThat(scores.classes(1, 2)).containsExactly(0, 1);
        // between the centres the scores -1 and 3 cross 0 after a quarter of the way
        assertThat(scores.classes(2, 8))
                .containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1);
    }

    @Test
    void theConstantAnswerIsTheMostFrequentClass() {
        PixelCounts counts = new PixelCounts(2, 2, new int[] {3, 1, 1, 0, 2, 2, 0, 4});

        assertThat(counts.ofMostFrequent().values()).containsExactly(4, 0, 1, 0, 4, 0, 4, 0);
    }

    /** Counted as 0 or 1, such a class would lower or raise the mean of the others. */
    @Test
    void aClassThatOccursNowhereIsLeftOutOfTheMean() {
        List<String> names = List.of("ground", "disc", "ring");
        MetricResult.ByClass iou =
                (MetricResult.ByClass)
                        PixelMetric.IOU.result(
                                names, new long[][] {{6, 2, 0}, {0, 4, 0}, {0, 0, 0}});

        assertThat(iou.value()).isCloseTo((6.0 / 8 + 4.0 / 6) / 2, within(1e-12));
        assertThat(iou.classes()).containsOnlyKeys("ground", "disc");
        assertThat(iou.note()).hasValueSatisfying(note -> assertThat(note).endsWith("ring"));
        assertThat(PixelMetric.DICE.result(names, new long[3][3]).note()).isPresent();
    }

    /** All pixels of a picture may be ignored: its loss is finite, and it has no gradient. */
    @Test
    void aMaskWhosePixelsAreAllIgnoredHasNoCrossEntropy() {
        try (Workbench bench = new Workbench();
                NDManager manager = bench.pass(false, Map.of()).manager().newSubManager()) {
            NDArray scores = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 1, 2));
            NDArray ignored = manager.create(new long[] {255, 255}, new Shape(1, 2));

            assertThat(new SegmentationLoss(true, true).of(scores, ignored).getFloat()).isZero();
        }
    }
}
