// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.List;

/**
 * A group of examples with something in common.
 *
 * <p>Only the first {@value #LIMIT} are kept, to limit the size of the page.
 *
 * @param title such as {@code Mistakes, most confident first}
 * @param verdict whether the group is good or bad
 * @param total the number of records that belong to the group
 * @param examples in the order shown
 */
public record Examples(String title, Verdict verdict, long total, List<Example> examples)
        implements OutputPart {

    /** The maximum number of examples that a group shows. */
    public static final int LIMIT = 48;

    /** Whether the examples of a group were predicted well. */
    public enum Verdict {
        RIGHT,
        WRONG,
        NEITHER
    }

    public Examples {
        examples = List.copyOf(examples.subList(0, Math.min(LIMIT, examples.size())));
    }
}
