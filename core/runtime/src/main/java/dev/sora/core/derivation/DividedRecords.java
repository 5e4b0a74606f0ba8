// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.derivation;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.Values;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.source.Derivation;
import java.util.Optional;

/**
 * Checks that each record belongs to a part that the derivation has stated. A record of another
 * part, such as {@code Test}, would otherwise be trained on: only parts that are held out are taken
 * out of the training data.
 */
final class DividedRecords {

    private static final int SHOWN = 60;

    private final Optional<Derivation.Parts> parts;
    private final String type;
    private final String plugin;
    private Schema last;
    private int position;

    /**
     * Creates a check.
     *
     * @param type the name of the derivation
     * @param plugin the name of its plugin
     */
    DividedRecords(Optional<Derivation.Parts> parts, String type, String plugin) {
        this.parts = parts;
        this.type = type;
        this.plugin = plugin;
    }

    /**
     * Checks a record; one without the column is refused where the data is divided.
     *
     * @throws DataException if its part is none that was stated
     */
    void check(DataRecord record) {
        if (parts.isEmpty()) {
            return;
        }
        if (record.schema() != last) {
            last = record.schema();
            position = last.position(parts.get().column());
        }
        if (position < 0) {
            return;
        }
        String part = record.find(position).map(Values::name).orElse("");
        if (!parts.get().values().contains(part)) {
            throw new DataException(
                    Problem.of(
                                    "SORA-3910",
                                    "derivation '%s' of plugin '%s' gives a record to no part"
                                            .formatted(type, plugin))
                            .where(record.where())
                            .needs(
                                    "one of %s in column '%s'"
                                            .formatted(
                                                    String.join(", ", parts.get().values()),
                                                    parts.get().column()))
                            .have(shown(part))
                            .fix("report it to the plugin's authors"));
        }
    }

    private static String shown(String part) {
        if (part.isEmpty()) {
            return "no value";
        }
        return "'%s'".formatted(part.length() > SHOWN ? part.substring(0, SHOWN) + "…" : part);
    }
}
