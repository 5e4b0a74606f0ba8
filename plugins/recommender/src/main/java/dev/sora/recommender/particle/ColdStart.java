// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.setting.Setting;
import java.util.List;
import java.util.Locale;

/** What stands in a table for an index that training has not seen, which is index 0. */
enum ColdStart {
    /** A vector of zeros: no deviation from what is usual. */
    ZERO,
    /** The mean of all other rows. */
    AVERAGE,
    /**
     * A row of its own. It starts at zero and learns from training records with index 0: those of
     * rare values, and those that {@code id_dropout} takes.
     */
    LEARNED;

    static Setting<String> setting(ColdStart fallback) {
        return Setting.choice(
                        "cold_start",
                        "What an unknown index is given: zero is a vector of zeros, average the"
                                + " mean of all rows, learned a row that starts at zero and learns"
                                + " from rare values and from 'id_dropout'.",
                        List.of("zero", "average", "learned"))
                .orElse(fallback.name().toLowerCase(Locale.ROOT));
    }

    static ColdStart of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
