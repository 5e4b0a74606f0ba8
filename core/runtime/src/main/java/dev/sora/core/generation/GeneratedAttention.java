// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.generation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.graph.Decoder;
import dev.sora.generation.Generation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What generated sequences attended to. They are read again, step by step: a search that continues
 * with other sequences at each step would have to keep the attention of all of them.
 */
final class GeneratedAttention {

    private GeneratedAttention() {}

    /**
     * Computes the attention.
     *
     * @param decoder before the first symbol
     * @param sequences the symbols of each record, without begin and end
     * @return {@code (records, symbols, places)}, 0 after the last symbol
     */
    static NDArray of(
            Decoder decoder, List<int[]> sequences, Generation generation, NDManager manager) {
        int longest = Math.max(1, sequences.stream().mapToInt(own -> own.length).max().orElse(1));
        int[] newest = new int[sequences.size()];
        Arrays.fill(newest, generation.begin());
        List<float[]> steps = new ArrayList<>();
        int places = 0;
        for (int step = 0; step < longest; step++) {
            Interruption.check();
            NDArray attention = decoder.attention(newest);
            places = (int) attention.getShape().get(1);
            float[] weights = attention.toFloatArray();
            for (int i = 0; i < newest.length; i++) {
                int[] own = sequences.get(i);
                if (step >= own.length) {
                    Arrays.fill(weights, i * places, (i + 1) * places, 0);
                }
                newest[i] = step < own.length ? own[step] : generation.end();
            }
            steps.add(weights);
        }
        float[] all = new float[sequences.size() * longest * places];
        for (int step = 0; step < longest; step++) {
            for (int i = 0; i < sequences.size(); i++) {
                System.arraycopy(
                        steps.get(step), i * places, all, (i * longest + step) * places, places);
            }
        }
        return manager.create(all, new Shape(sequences.size(), longest, places));
    }
}
