// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.metric;

import dev.sora.exhibit.Matrix;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each piece of a generated text attended to.
 *
 * @param source the pieces that were read
 * @param target the pieces that were generated
 * @param weights for each generated piece a number for each that was read; their sum is 1
 */
public record TextAttention(List<String> source, List<String> target, float[][] weights) {

    /** Copies the lists; checks the sizes. */
    public TextAttention {
        source = List.copyOf(source);
        target = List.copyOf(target);
        int width = source.size();
        if (weights.length != target.size()
                || Arrays.stream(weights).anyMatch(row -> row.length != width)) {
            throw new IllegalArgumentException(
                    "attention needs %d rows of %d numbers".formatted(target.size(), width));
        }
    }

    /** Returns it as part of a prediction. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("source", source);
        values.put("target", target);
        values.put("weights", Arrays.stream(numbers()).map(TextAttention::list).toList());
        return values;
    }

    private static List<Double> list(double... row) {
        return Arrays.stream(row).boxed().toList();
    }

    /** Returns the drawing of a report. */
    public Matrix exhibit(String title) {
        return Matrix.of(title, "generated", "read", target, source, numbers());
    }

    private double[][] numbers() {
        double[][] numbers = new double[weights.length][];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new double[weights[i].length];
            for (int j = 0; j < numbers[i].length; j++) {
                numbers[i][j] = weights[i][j];
            }
        }
        return numbers;
    }
}
