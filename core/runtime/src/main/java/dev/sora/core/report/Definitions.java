// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * The meanings of names, such as those of metrics.
 *
 * @param title the heading
 * @param rows in the order shown
 */
public record Definitions(String title, List<Definition> rows) implements OutputPart {

    public Definitions {
        rows = List.copyOf(rows);
    }

    /**
     * The meaning of one name.
     *
     * @param name the name
     * @param meaning a sentence
     */
    public record Definition(String name, String meaning) {}
}
