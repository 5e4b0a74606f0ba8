// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.setting.Setting;
import java.util.List;
import java.util.Locale;

/** The vector of an index that is not in the training data, which is index 0. */
enum ColdStart {
    /** A vector of zeros: no deviation from the average. */
    ZERO,
    /** The mean of all other rows. */
    AVERAGE,
    /**
     * A learned row. It starts at zero and is trained with the records that have index 0: those
     * with rare values, and those that {@code id_dropout} selects.
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
