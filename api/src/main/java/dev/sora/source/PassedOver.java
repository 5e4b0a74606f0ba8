// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import java.util.List;

/**
 * A number of files, or parts of files, that a source did not read for one reason.
 *
 * <p>The reason continues a sentence that starts with "3 files": {@code named .heic (HEIC
 * pictures), which cannot be read}. Where the user need not act, for example for files that an
 * operating system leaves in folders, the fix is empty; such files are counted and listed, but not
 * shown while a pipeline trains.
 *
 * @param reason what the files have in common, and why they were not read
 * @param count the number of files or parts, at least 1
 * @param examples the names of the first few, relative to the path of the source
 * @param fix what the user can do so that they are read; empty if the user need not act
 * @since 1.2
 */
public record PassedOver(String reason, long count, List<String> examples, String fix) {

    /** The greatest number of examples that are kept. */
    public static final int MOST_EXAMPLES = 3;

    /** Copies the examples, no more than {@link #MOST_EXAMPLES}. */
    public PassedOver {
        if (count < 1) {
            throw new IllegalArgumentException("nothing was passed over: " + reason);
        }
        examples = List.copyOf(examples.subList(0, Math.min(MOST_EXAMPLES, examples.size())));
    }

    /** Creates an element for which the user need not act. */
    public PassedOver(String reason, long count, List<String> examples) {
        this(reason, count, examples, "");
    }

    /** Returns an element for which the user need not act. */
    public static PassedOver of(String reason, long count, List<String> examples) {
        return of(reason, count, examples, "");
    }

    /** Returns an element with a fix. */
    public static PassedOver of(String reason, long count, List<String> examples, String fix) {
        return new PassedOver(reason, count, examples, fix);
    }

    /**
     * Returns whether this is shown to the user without being asked for: whether there is a fix.
     */
    public boolean needsAttention() {
        return !fix.isEmpty();
    }
}
