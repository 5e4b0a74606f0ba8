// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of classes in the loss.
 *
 * @param balanced whether all classes have equal total weight, whatever their number of records
 * @param named weights of some classes; 1 for the others
 */
record ClassWeighting(boolean balanced, Optional<Map<String, Double>> named) {

    /**
     * Returns the weight of each class, or nothing if all are 1.
     *
     * @param counts the number of training records of each class
     */
    Optional<float[]> of(ClassLabels labels, long[] counts) {
        if (named.isPresent()) {
            return Optional.of(named(labels, named.get()));
        }
        return balanced ? Optional.of(balanced(counts)) : Optional.empty();
    }

    /** Returns {@code n / (k n_c)}; the mean weight over all records is then 1. */
    private static float[] balanced(long[] counts) {
        long all = java.util.Arrays.stream(counts).sum();
        long present = java.util.Arrays.stream(counts).filter(c -> c > 0).count();
        float[] weights = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            weights[i] = counts[i] == 0 ? 1 : (float) ((double) all / present / counts[i]);
        }
        return weights;
    }

    private static float[] named(ClassLabels labels, Map<String, Double> named) {
        List<String> strange =
                named.keySet().stream().filter(name -> labels.position(name) < 0).toList();
        if (!strange.isEmpty()) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4305",
                                    "class_weights names a class that no training record has")
                            .needs("some of " + String.join(", ", labels.names()))
                            .have(String.join(", ", strange))
                            .fix(
                                    "correct the name; or list the class in 'classes', or keep a"
                                            + " record of it in training, as 'stratify' does"));
        }
        float[] weights = new float[labels.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = named.getOrDefault(labels.names().get(i), 1.0).floatValue();
        }
        return weights;
    }
}
