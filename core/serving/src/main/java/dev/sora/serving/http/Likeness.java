// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.Prediction;
import dev.sora.core.io.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares answers of two versions: texts, labels and the order of lists exactly, floats up to what
 * computing them in another batch may change.
 */
final class Likeness {

    private static final double RELATIVE = 1e-4;
    private static final double ABSOLUTE = 1e-6;

    private Likeness() {}

    static boolean same(List<Prediction> one, List<Prediction> other) {
        return alike(
                one.stream().map(each -> JsonTree.of(each.line())).toList(),
                other.stream().map(each -> JsonTree.of(each.line())).toList());
    }

    static boolean alike(Object one, Object other) {
        if (one instanceof Map<?, ?> first && other instanceof Map<?, ?> second) {
            return first.keySet().equals(second.keySet())
                    && first.keySet().stream()
                            .allMatch(key -> alike(first.get(key), second.get(key)));
        }
        if (one instanceof List<?> first && other instanceof List<?> second) {
            boolean alike = first.size() == second.size();
            for (int i = 0; alike && i < first.size(); i++) {
                alike = alike(first.get(i), second.get(i));
            }
            return alike;
        }
        if (one instanceof Double first && other instanceof Double second) {
            double bound = ABSOLUTE + RELATIVE * Math.max(Math.abs(first), Math.abs(second));
            return first.equals(second) || Math.abs(first - second) <= bound;
        }
        return Objects.equals(one, other);
    }
}
