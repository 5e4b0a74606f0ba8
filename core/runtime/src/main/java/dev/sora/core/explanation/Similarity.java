// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Linear centred kernel alignment (S. Kornblith et al., 2019, Similarity of neural network
 * representations revisited): with centred columns,
 *
 * <pre>{@code cka(X, Y) = |Y'X|^2 / (|X'X| |Y'Y|)}</pre>
 *
 * in Frobenius norms. It is 1 for values that differ by a rotation and a scale, and near 0 for
 * unrelated ones.
 */
final class Similarity {

    private Similarity() {}

    /**
     * Returns the similarity of each pair.
     *
     * @param values by name, {@code (records, features)}
     * @param manager owns what is computed
     */
    static Map<String, Map<String, Double>> of(Map<String, NDArray> values, NDManager manager) {
        List<String> names = new ArrayList<>(values.keySet());
        List<NDArray> kernels = new ArrayList<>();
        try (NDManager own = manager.newSubManager()) {
            for (NDArray each : values.values()) {
                NDArray copy = each.duplicate();
                copy.attach(own);
                NDArray centred = copy.sub(copy.mean(new int[] {0}, true));
                // (XX')_ij holds the same norms as X'X, whatever the number of features
                NDArray kernel = centred.matMul(centred.transpose());
                double norm = Math.sqrt(kernel.mul(kernel).sum().toFloatArray()[0]);
                kernels.add(norm > 0 ? kernel.div((float) norm) : kernel);
            }
            Map<String, Map<String, Double>> similarity = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                Map<String, Double> row = new LinkedHashMap<>();
                for (int j = 0; j < names.size(); j++) {
                    double product = kernels.get(i).mul(kernels.get(j)).sum().toFloatArray()[0];
                    row.put(names.get(j), Math.min(1, Math.max(0, product)));
                }
                similarity.put(names.get(i), row);
            }
            return similarity;
        }
    }
}
