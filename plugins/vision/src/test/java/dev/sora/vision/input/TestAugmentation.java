// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.particle.FittedInput;
import dev.sora.tensor.Signal;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestAugmentation {

    static List<Map<String, Object>> settings() {
        return List.of(
                Map.of("shift", 2),
                Map.of("rotate", 20),
                Map.of("scale", 0.2),
                Map.of("shear", 15),
                Map.of("flip", true),
                Map.of("flip_vertical", true, "shift", 1),
                Map.of("colour", 0.2),
                Map.of("elastic", 1),
                Map.of("erase", 3),
                Map.of("brightness", 0.02, "contrast", 0.3),
                Map.of("shift", 1, "rotate", 10, "scale", 0.1, "shear", 5, "elastic", 0.5));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void keepsShapeAndAboutTheMean(Map<String, Object> augment) {
        for (int channels : new int[] {1, 3}) {
            List<DataRecord> records = blobs(channels);
            Map<String, Object> raw = Map.of("augment", augment, "normalise", "none");
            try (Workbench bench = new Workbench()) {
                NDArray plain = TestImageInput.run(bench, raw, records, false);
                NDArray varied = TestImageInput.run(bench, raw, records, true);

                assertThat(varied.getShape()).isEqualTo(plain.getShape());
                assertThat(varied.allClose(plain)).isFalse();
                float mean = plain.mean().getFloat();
                assertThat(varied.mean().getFloat()).isCloseTo(mean, within(0.15f * mean));
            }
        }
    }

    @Test
    void mirrorsAboutHalfOfTheImagesExactly() {
        List<DataRecord> records = blobs(3);
        Map<String, Object> raw = Map.of("augment", Map.of("flip", true), "normalise", "none");
        try (Workbench bench = new Workbench()) {
            NDArray plain = TestImageInput.run(bench, raw, records, false);
            NDArray varied = TestImageInput.run(bench, raw, records, true);
            int mirrored = 0;
            for (int i = 0; i < records.size(); i++) {
                boolean same = varied.get(i).contentEquals(plain.get(i));
                boolean turned = varied.get(i).contentEquals(plain.get(i).flip(2));
                assertThat(same || turned).isTrue();
                mirrored += turned ? 1 : 0;
            }
            assertThat(mirrored).isBetween(12, 52);
        }
    }

    @Test
    void movesByWholePixelsIfItOnlyShifts() {
        List<DataRecord> records = blobs(1);
        Map<String, Object> raw = Map.of("augment", Map.of("shift", 2), "normalise", "none");
        try (Workbench bench = new Workbench()) {
            NDArray plain = TestImageInput.run(bench, raw, records, false);
            NDArray varied = TestImageInput.run(bench, raw, records, true);
            for (int i = 0; i < records.size(); i++) {
                assertThat(varied.get(i).sum().getFloat())
                        .isCloseTo(plain.get(i).sum().getFloat(), within(0.5f));
            }
        }
    }

    /** The middle of a blob is found again; shifts alone go by whole pixels of the image. */
    @ParameterizedTest
    @MethodSource("matrices")
    void tellsWhereEachPlaceCameFrom(Map<String, Object> augment) {
        List<DataRecord> records = new ArrayList<>(blobs(1));
        records.addAll(wide());
        Map<String, Object> raw = new HashMap<>();
        raw.put("transform", true);
        raw.put("normalise", "none");
        raw.put("size", List.of(32, 40));
        raw.put("augment", augment);
        FittedInput fitted = TestImageInput.input(raw).fit(Reading.records(records));
        try (Workbench bench = new Workbench()) {
            Signal signal =
                    fitted.forward(
                            bench.upload(fitted.encode(records)), bench.pass(true, Map.of()));
            float[] images = signal.values().toFloatArray();
            float[] matrices = signal.part(Signal.TRANSFORM).toFloatArray();
            for (int i = 0; i < records.size(); i++) {
                double[] middle = middle(images, i * 32 * 40, 32, 40);
                double x = middle[0] / 40;
                double y = middle[1] / 32;
                ImageValue picture = records.get(i).get("photo", ImageValue.class);
                double[] own = middle(picture);
                int m = 6 * i;
                assertThat(matrices[m] * x + matrices[m + 1] * y + matrices[m + 2])
                        .isCloseTo(own[0], within(0.9));
                assertThat(matrices[m + 3] * x + matrices[m + 4] * y + matrices[m + 5])
                        .isCloseTo(own[1], within(0.9));
            }
        }
    }

    static List<Map<String, Object>> matrices() {
        return List.of(
                Map.of(),
                Map.of("flip", true),
                Map.of("shift", 3, "flip", true),
                Map.of("shift", 3, "flip_vertical", true, "scale", 0.1),
                Map.of("shift", 2, "flip", true, "rotate", 30, "scale", 0.2, "shear", 15));
    }

    private static double[] middle(ImageValue picture) {
        float[] samples = new float[picture.samples().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = picture.samples()[i] & 0xff;
        }
        return middle(samples, 0, picture.height(), picture.width());
    }

    /** Returns the centre of gravity, from the left and the top, in pixels. */
    private static double[] middle(float[] samples, int from, int height, int width) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < height * width; i++) {
            sum += samples[from + i];
            x += samples[from + i] * (i % width + 0.5);
            y += samples[from + i] * (i / width + 0.5);
        }
        return new double[] {x / sum, y / sum};
    }

    /** Blobs in pictures twice as wide as the others. */
    private static List<DataRecord> wide() {
        List<DataRecord> records = new ArrayList<>();
        for (int n = 0; n < 16; n++) {
            byte[] samples = new byte[18 * 60];
            for (int i = 0; i < samples.length; i++) {
                double away = Math.pow(i / 60 - 9, 2) + Math.pow((i % 60 - 25 - n % 4) / 2.0, 2);
                samples[i] = (byte) (220 * Math.exp(-away / 6));
            }
            records.add(
                    new DataRecord(
                            Schema.of(Column.of("photo", ColumnType.IMAGE)),
                            "wide",
                            n + 1,
                            new ImageValue(60, 18, 1, samples)));
        }
        return records;
    }

    /** A soft blob off the middle of a black image, so that nothing leaves the picture. */
    private static List<DataRecord> blobs(int channels) {
        List<DataRecord> records = new ArrayList<>();
        Schema schema = Schema.of(Column.of("photo", ColumnType.IMAGE));
        for (int n = 0; n < 64; n++) {
            byte[] samples = new byte[16 * 18 * channels];
            for (int i = 0; i < samples.length; i++) {
                int row = i / channels / 18;
                int column = i / channels % 18;
                double away = Math.pow(row - 7.5, 2) + Math.pow(column - 7 - n % 3, 2);
                samples[i] = (byte) (220 * Math.exp(-away / 6));
            }
            records.add(
                    new DataRecord(
                            schema, "blobs", n + 1, new ImageValue(18, 16, channels, samples)));
        }
        return records;
    }
}
