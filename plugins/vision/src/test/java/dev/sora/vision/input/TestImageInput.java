// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.sun.management.ThreadMXBean;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Offered;
import dev.sora.vision.Reading;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TestImageInput {

    private static final Schema SCHEMA = Schema.of(Column.of("photo", ColumnType.IMAGE));

    @Test
    void knowsTheSizeOnlyIfToldSo() {
        assertThat(input(Map.of()).spec()).hasToString("(?, ?, ?)");
        assertThat(input(Map.of("size", List.of(4, 6), "channels", 3)).spec())
                .hasToString("(3, 4, 6)");
        assertThat(input(Map.of("size", 5)).spec()).hasToString("(?, 5, 5)");
    }

    /** A training that continues uses the scale of its manifest. */
    @Test
    void continuesWithTheScaleOfItsSettings() {
        List<DataRecord> records = List.of(noise(4, 6, 3, 1), noise(4, 6, 3, 2));
        List<DataRecord> others = List.of(noise(4, 6, 3, 3), noise(4, 6, 3, 4));
        for (String before : List.of("standard", "unit", "none")) {
            State state = input(normalised(before)).fit(Reading.records(records)).state();
            for (String after : List.of("standard", "unit", "none")) {
                State grown = input(normalised(after)).grow(state, Reading.records(others)).state();
                State alone = input(normalised(after)).fit(Reading.records(others)).state();

                // one that stays is that of the weights, not of the further data
                assertThat(grown).isEqualTo(after.equals(before) ? state : alone);
            }
        }
    }

    private static Map<String, Object> normalised(String how) {
        return Map.of("normalise", how);
    }

    @Test
    void laysImagesOutChannelsLast() {
        List<DataRecord> records = List.of(noise(4, 6, 3, 1), noise(4, 6, 3, 2));
        FittedInput fitted = input(Map.of()).fit(Reading.records(records));

        assertThat(fitted.spec()).hasToString("(3, 4, 6)");
        HostTensor encoded = fitted.encode(records).get(0);
        assertThat(encoded.type()).isEqualTo(DataType.UINT8);
        assertThat(encoded.shape()).isEqualTo(new Shape(2, 4, 6, 3));
        byte[] second = new byte[72];
        encoded.data().get(72, second);
        assertThat(second).isEqualTo(records.get(1).get("photo", ImageValue.class).samples());
    }

    @Test
    void normalisesEachChannel() {
        List<DataRecord> records = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            records.add(noise(5, 4, 3, i));
        }
        try (Workbench bench = new Workbench()) {
            NDArray standard = run(bench, Map.of(), records, false);
            assertThat(standard.getShape()).isEqualTo(new Shape(6, 3, 5, 4));
            for (int c = 0; c < 3; c++) {
                NDArray channel = standard.get(":, " + c).flatten();
                assertThat(channel.mean().getFloat()).isCloseTo(0f, within(1e-4f));
                assertThat(channel.square().mean().getFloat()).isCloseTo(1f, within(1e-4f));
            }
            int sample = records.get(1).get("photo", ImageValue.class).sample(2, 3, 1);
            assertThat(run(bench, Map.of("normalise", "unit"), records, false).getFloat(1, 1, 2, 3))
                    .isCloseTo(sample / 255f, within(1e-6f));
            assertThat(run(bench, Map.of("normalise", "none"), records, false).getFloat(1, 1, 2, 3))
                    .isEqualTo(sample);
        }
    }

    /** To the last bit, so that whoever keeps its constants elsewhere changes no model. */
    @Test
    void normalisesByOneSubtractionAndOneFactor() {
        Random random = new Random(5);
        for (int channels : new int[] {1, 3}) {
            List<DataRecord> records = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                records.add(noise(5, 4, channels, random.nextInt()));
            }
            FittedInput fitted = input(Map.of()).fit(Reading.records(records));
            double[] mean = fitted.state().numbers("mean");
            double[] deviation = fitted.state().numbers("deviation");
            try (Workbench bench = new Workbench()) {
                NDArray made = run(bench, Map.of(), records, false);
                for (int c = 0; c < channels; c++) {
                    int level = records.get(2).get("photo", ImageValue.class).sample(3, 1, c);
                    float moved = level - (float) mean[c];
                    float expected =
                            channels == 1
                                    ? moved * (1f / (float) deviation[c])
                                    : moved / (float) deviation[c];
                    assertThat(made.getFloat(2, c, 3, 1)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void resizesAndChangesChannels() {
        List<DataRecord> records =
                List.of(plain(10, 20, 1, 50), plain(3, 3, 3, 50), plain(40, 7, 4, 50));
        FittedInput fitted = input(Map.of("size", List.of(6, 5))).fit(Reading.records(records));

        assertThat(fitted.spec()).hasToString("(3, 6, 5)");
        byte[] encoded = new byte[3 * 6 * 5 * 3];
        fitted.encode(records).get(0).data().get(0, encoded);
        for (int i = 0; i < encoded.length; i++) {
            // the third image is half transparent, over white
            int expected = i < 180 ? 50 : (50 * 50 + 255 * 205 + 127) / 255;
            assertThat(encoded[i] & 0xff).isEqualTo(expected);
        }
    }

    @Test
    void shrinksByAveraging() {
        byte[] chessboard = new byte[64];
        for (int i = 0; i < 64; i++) {
            chessboard[i] = (byte) ((i + i / 8) % 2 == 0 ? 200 : 0);
        }
        byte[] small = new Resampler(8, 8, 4, 4).resize(chessboard, 1);

        for (byte value : small) {
            assertThat(value & 0xff).isBetween(85, 115);
        }
        assertThat(new Resampler(8, 8, 8, 8).resize(chessboard, 1)).isEqualTo(chessboard);
    }

    @Test
    void resizesExtremeShapesWithinLittleMemory() {
        byte[] tall = new byte[10_000];
        java.util.Arrays.fill(tall, (byte) 90);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        byte[] resized = new Resampler(1, tall.length, 16384, 2).resize(tall, 1);

        assertThat(resized).hasSize(2 * 16384).containsOnly(90);
        // every row of it widened at once would be 655 MB
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(20_000_000);
    }

    @Test
    void refusesTrainingImagesOfSeveralSizes() {
        List<DataRecord> records = List.of(plain(4, 4, 1, 0), plain(4, 5, 1, 0));

        assertThatThrownBy(() -> input(Map.of()).fit(Reading.records(records)))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("SORA-4121")
                .hasMessageContaining("photos, record 5")
                .hasMessageContaining("size: [4, 4]");
        assertThatThrownBy(() -> input(Map.of()).fit(Reading.records(List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4122");
    }

    /** One step of 16 bits is a difference: 8 bits hold neither of the two. */
    @Test
    void keepsTheDepthOfDeepImages() {
        List<DataRecord> records = List.of(deep(300), deep(301));
        try (Workbench bench = new Workbench()) {
            NDArray standard = run(bench, Map.of(), records, false);
            assertThat(standard.getFloat(0, 0, 0, 0)).isCloseTo(-1f, within(1e-3f));
            assertThat(standard.getFloat(1, 0, 0, 0)).isCloseTo(1f, within(1e-3f));
            assertThat(run(bench, Map.of("normalise", "unit"), records, false).getFloat(0, 0, 0, 0))
                    .isCloseTo(300 / 65535f, within(1e-7f));
        }
    }

    @Test
    void deepImagesStayAsTheyAreEncoded() {
        List<DataRecord> records = List.of(deep(300), deep(40000));
        FittedInput fitted = input(Map.of()).fit(Reading.records(records));
        HostTensor encoded = fitted.encode(records).get(0);
        assertThat(encoded.type()).isEqualTo(DataType.FLOAT32);
        try (Workbench bench = new Workbench()) {
            NDArray uploaded =
                    bench.manager().create(encoded.data(), encoded.shape(), encoded.type());
            float[] before = uploaded.toFloatArray();
            fitted.forward(new NDList(uploaded), bench.pass(true, Map.of()));

            assertThat(uploaded.toFloatArray()).isEqualTo(before);
        }
    }

    /** The depth belongs to what was learned: a model reads both kinds in the same scale. */
    @Test
    void readsImagesOfBothDepthsAlike() {
        List<DataRecord> mixed = List.of(plain(2, 3, 3, 10), deep(20 * 257));
        FittedInput fitted = input(Map.of()).fit(Reading.records(mixed));
        FittedInput restored = input(Map.of()).restore(fitted.state());

        for (FittedInput each : List.of(fitted, restored)) {
            HostTensor encoded = each.encode(mixed).get(0);
            assertThat(encoded.data().asFloatBuffer().get(0)).isEqualTo(10);
            assertThat(encoded.data().asFloatBuffer().get(2 * 3 * 3)).isEqualTo(20);
        }
        FittedInput plain = input(Map.of()).fit(Reading.records(List.of(plain(2, 3, 1, 10))));
        assertThat(plain.state().has("depth")).isFalse();
        assertThat(plain.encode(List.of(deep(20 * 257))).get(0).data().get(0)).isEqualTo((byte) 20);
    }

    @Test
    void restoresWhatItLearned() {
        List<DataRecord> records = List.of(noise(5, 4, 3, 1), noise(5, 4, 3, 2));
        FittedInput fitted = input(Map.of()).fit(Reading.records(records));

        FittedInput restored = input(Map.of()).restore(fitted.state());

        assertThat(restored.state()).isEqualTo(fitted.state());
        assertThat(restored.spec()).isEqualTo(fitted.spec());
    }

    @Test
    void refusesStateThatIsNotWhole() {
        State whole = input(Map.of()).fit(Reading.records(List.of(noise(5, 4, 1, 1)))).state();
        for (State.Builder broken :
                List.of(
                        whole.toBuilder().integer("height", 0),
                        whole.toBuilder().string("height", "5"),
                        whole.toBuilder().number("height", 1.5),
                        whole.toBuilder().integer("height", 1_000_000_000_000L),
                        whole.toBuilder().integer("channels", 2),
                        whole.toBuilder().integer("channels", -1),
                        whole.toBuilder().numbers("mean"),
                        whole.toBuilder().strings("mean", List.of("x")),
                        whole.toBuilder().numbers("mean", Double.NaN),
                        whole.toBuilder().numbers("mean", 1e300),
                        whole.toBuilder().number("mean", 3),
                        whole.toBuilder().numbers("deviation", 0),
                        whole.toBuilder().numbers("deviation", -1))) {
            State state = broken.build();
            String changed =
                    whole.values().keySet().stream()
                            .filter(key -> !whole.values().get(key).equals(state.values().get(key)))
                            .findFirst()
                            .orElseThrow();
            assertThatThrownBy(() -> input(Map.of()).restore(state))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SORA-4411")
                    .hasMessageContaining(changed);
        }
    }

    static InputParticle input(Map<String, Object> raw) {
        InputType type = Offered.type(InputType.class, "image");
        Map<String, Object> settings = new HashMap<>(raw);
        settings.put("column", "photo");
        return type.create(Workbench.settings(type, settings));
    }

    static NDArray run(
            Workbench bench, Map<String, Object> raw, List<DataRecord> records, boolean training) {
        FittedInput fitted = input(raw).fit(Reading.records(records));
        HostTensor encoded = fitted.encode(records).get(0);
        NDArray uploaded = bench.manager().create(encoded.data(), encoded.shape(), encoded.type());
        return fitted.forward(new NDList(uploaded), bench.pass(training, Map.of())).values();
    }

    static DataRecord noise(int height, int width, int channels, long seed) {
        byte[] samples = new byte[height * width * channels];
        new Random(seed).nextBytes(samples);
        return new DataRecord(
                SCHEMA, "photos", seed, new ImageValue(width, height, channels, samples));
    }

    private static DataRecord deep(int value) {
        short[] samples = new short[6];
        java.util.Arrays.fill(samples, (short) value);
        return new DataRecord(SCHEMA, "photos", value, ImageValue.ofDeep(3, 2, 1, samples));
    }

    static DataRecord plain(int height, int width, int channels, int value) {
        byte[] samples = new byte[height * width * channels];
        java.util.Arrays.fill(samples, (byte) value);
        return new DataRecord(
                SCHEMA, "photos", width, new ImageValue(width, height, channels, samples));
    }
}
