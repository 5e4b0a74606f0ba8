// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * How one output of the pipeline did.
 *
 * <p>What is worth showing differs from task to task, so an output is a list of parts: a classifier
 * has a confusion matrix, scores and examples, a regression a scatter and examples.
 *
 * @param name the output's name in the manifest
 * @param type its type, such as {@code classification}
 * @param split the records the parts were made from, such as {@code test}
 * @param parts in the order shown
 */
public record OutputReport(String name, String type, String split, List<OutputPart> parts) {

    public OutputReport {
        parts = List.copyOf(parts);
    }
}
