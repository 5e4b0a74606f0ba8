// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.List;

/**
 * Something about data that a person should know before a model is trained on it.
 *
 * @param kind what it is, as a word for programs: {@code constant_column}
 * @param columns the columns that it is about
 * @param message one sentence
 * @param fix what to do about it, with the setting to write; empty if nothing needs to be done
 */
public record Finding(String kind, List<String> columns, String message, String fix) {

    /** Copies the list. */
    public Finding {
        columns = List.copyOf(columns);
    }
}
