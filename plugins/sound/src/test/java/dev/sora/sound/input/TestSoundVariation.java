// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Pass;
import dev.sora.testkit.Workbench;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What variation keeps: the target of a sequence tells all of a sound. */
final class TestSoundVariation {

    private static final int RATE = 1_000;
    private static final int MOST = 400;
    private static final int RECORDS = 40;

    private static SoundAugmentation moving(double shift, double speed) {
        return new SoundAugmentation(0, shift, speed, 0, 0, 0, 1, 0, 1);
    }

    private static SoundVariation.Moved moved(
            SoundAugmentation augmentation, Workbench bench, float[] sound) {
        float[] all = new float[RECORDS * MOST];
        int[] counts = new int[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            System.arraycopy(sound, 0, all, i * MOST, sound.length);
            counts[i] = sound.length;
        }
        Pass pass = bench.pass(true, Map.of());
        NDArray samples = pass.manager().create(all, new Shape(RECORDS, MOST));
        return new SoundVariation(augmentation, spectrum(), RATE, MOST)
                .moved(samples, pass.manager().create(counts), pass);
    }

    private static Spectrum spectrum() {
        SoundType type = new SoundType();
        return ((SoundInput) type.create(Workbench.settings(type, Map.of("column", "sound"))))
                .rules()
                .spectrum();
    }

    /** A short sound with a mark at its beginning and another at its end. */
    private static float[] marked(int size) {
        float[] sound = new float[size];
        Arrays.fill(sound, 0, size, 0.1f);
        Arrays.fill(sound, 0, 8, 1);
        Arrays.fill(sound, size - 8, size, 1);
        return sound;
    }

    private static void assertBothMarks(SoundVariation.Moved moved) {
        int width = (int) moved.samples().getShape().get(1);
        float[] values = moved.samples().toFloatArray();
        int[] counts = moved.counts().toIntArray();
        for (int i = 0; i < RECORDS; i++) {
            int rises = 0;
            for (int n = 0; n < counts[i]; n++) {
                boolean loud = values[i * width + n] > 0.8;
                rises += loud && (n == 0 || values[i * width + n - 1] <= 0.8) ? 1 : 0;
            }
            assertThat(rises).isEqualTo(2);
        }
    }

    @Test
    void aSlowedSoundIsNotCut() {
        try (Workbench bench = new Workbench()) {
            SoundVariation.Moved moved = moved(moving(0, 0.5), bench, marked(MOST));
            assertBothMarks(moved);
            int[] counts = moved.counts().toIntArray();
            assertThat(counts).contains(MOST);
            assertThat(Arrays.stream(counts).min().orElse(0)).isLessThan(MOST);
        }
    }

    @Test
    void silenceBeforeASoundDoesNotPushItsEndOut() {
        try (Workbench bench = new Workbench()) {
            SoundVariation.Moved moved = moved(moving(0.3, 0.2), bench, marked(300));
            assertBothMarks(moved);
            assertThat(moved.counts().toIntArray()).contains(MOST);
            assertThat(moved(moving(0.3, 0), bench, marked(MOST)).samples().toFloatArray())
                    .startsWith(marked(MOST));
        }
    }
}
