// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * Scores class by class.
 *
 * @param rows in the order of the classes
 */
public record ClassScores(List<Row> rows) implements OutputPart {

    public ClassScores {
        rows = List.copyOf(rows);
    }

    /**
     * The scores of one class.
     *
     * @param support number of records that truly are of the class
     */
    public record Row(String label, double precision, double recall, double f1, long support) {}
}
