// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.List;

/**
 * An irregularity in data that should be known before a model is trained on it.
 *
 * @param kind an identifier for programs: {@code constant_column}
 * @param columns the columns concerned
 * @param message one sentence
 * @param fix the remedy, with the setting to write; empty if nothing needs to be done
 */
public record Finding(String kind, List<String> columns, String message, String fix) {

    /** Creates a finding with a copy of the list. */
    public Finding {
        columns = List.copyOf(columns);
    }
}
