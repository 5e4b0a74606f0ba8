// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.TrainingSession.Gradient;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vector that workers add up. */
final class TestGradientSums {

    /** A share of a minibatch without trained weights. */
    private record Share(int records) implements Gradient {

        @Override
        public float[] values() {
            return new float[0];
        }

        @Override
        public double loss() {
            return 0;
        }

        @Override
        public Map<String, Double> losses() {
            return Map.of();
        }

        @Override
        public int records(String output) {
            return records;
        }
    }

    private static float[] mean(float[] before, Map<Integer, float[]> after) {
        GradientSums all = new GradientSums(1, 0, before.length, 0);
        after.forEach(
                (records, buffers) -> {
                    GradientSums own = new GradientSums(1, 0, before.length, 0);
                    own.count(new Share(records));
                    own.addBuffers(before, buffers);
                    GradientSums.add(all.values(), own.values());
                });
        return all.meanBuffers(before);
    }

    @Test
    void buffersAreMeansOverRecords() {
        float[] before = {1, -2};

        assertThat(mean(before, Map.of(1, new float[] {5, -2}, 3, new float[] {1, 2})))
                .containsExactly(2, 1);
    }

    /** Frozen weights are buffers as well: a weighted mean of equal numbers rounds. */
    @Test
    void buffersThatDoNotChangeStayTheSameToTheLastBit() {
        float[] before = new float[1000];
        for (int i = 0; i < before.length; i++) {
            before[i] = (float) Math.sin(i);
        }

        assertThat(mean(before, Map.of(10, before, 11, before, 12, before))).isEqualTo(before);
    }
}
