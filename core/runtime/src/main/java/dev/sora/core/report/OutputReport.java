// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * The results of one output of the pipeline.
 *
 * <p>Tasks need different parts: a classifier has a confusion matrix, scores and examples, a
 * regression a scatter and examples.
 *
 * @param name the output's name in the manifest
 * @param type its type, such as {@code classification}
 * @param split the split that the parts were computed on, such as {@code test}
 * @param parts in the order shown
 */
public record OutputReport(String name, String type, String split, List<OutputPart> parts) {

    public OutputReport {
        parts = List.copyOf(parts);
    }
}
