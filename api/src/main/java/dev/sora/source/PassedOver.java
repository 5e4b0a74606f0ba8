// SPDX-License-Identifier: Apache-2.0
package dev.sora.source;

import java.util.List;

/**
 * Files, or parts of files, that a source did not read, all for the same reason.
 *
 * <p>The reason continues "3 files": {@code named .heic (HEIC pictures), which cannot be read}.
 * What needs no action of a person, such as the files that an operating system leaves in folders,
 * has an empty fix; it is counted and listed, but not shown while a pipeline trains.
 *
 * @param reason why they were not read, with what they have in common
 * @param count how many there are, at least 1
 * @param examples the names of the first few, relative to the path of the source
 * @param fix what a person can do to have them read; empty if nothing needs to be done
 * @since 1.2
 */
public record PassedOver(String reason, long count, List<String> examples, String fix) {

    /** How many examples say enough. */
    public static final int MOST_EXAMPLES = 3;

    /** Copies the examples, no more than {@link #MOST_EXAMPLES}. */
    public PassedOver {
        if (count < 1) {
            throw new IllegalArgumentException("nothing was passed over: " + reason);
        }
        examples = List.copyOf(examples.subList(0, Math.min(MOST_EXAMPLES, examples.size())));
    }

    /** Creates one that needs no action of a person. */
    public PassedOver(String reason, long count, List<String> examples) {
        this(reason, count, examples, "");
    }

    /** Returns one that needs no action of a person. */
    public static PassedOver of(String reason, long count, List<String> examples) {
        return of(reason, count, examples, "");
    }

    /** Returns one that a person can do something about. */
    public static PassedOver of(String reason, long count, List<String> examples, String fix) {
        return new PassedOver(reason, count, examples, fix);
    }

    /** Returns whether a person should be shown this unasked. */
    public boolean needsAttention() {
        return !fix.isEmpty();
    }
}
