// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.util.List;

/** Shortens the contents of files for messages. */
final class Texts {

    private static final int MOST_NAMES = 20;
    private static final int LONGEST = 100;

    private Texts() {}

    /** Returns names as a list, shortened to a readable length. */
    static String listed(List<String> names) {
        String shown =
                String.join(", ", names.stream().limit(MOST_NAMES).map(Texts::shortened).toList());
        return names.size() > MOST_NAMES
                ? shown + " and %d more".formatted(names.size() - MOST_NAMES)
                : shown;
    }

    static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
