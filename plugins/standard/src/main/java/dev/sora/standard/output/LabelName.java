// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import dev.sora.data.DataRecord;
import dev.sora.data.LookAlikes;
import dev.sora.data.TextForm;
import dev.sora.data.Values;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Normalises names of classes, and suggests known names for unknown ones. */
final class LabelName {

    private LabelName() {}

    /** Returns the name of a value. */
    static String of(Object value) {
        return Values.name(value);
    }

    /** Returns the names that a manifest lists. */
    static List<String> listed(List<String> names) {
        return names.stream().map(TextForm::label).toList();
    }

    /**
     * Returns the name of a record's class.
     *
     * @throws RecordException if the value is missing or blank
     */
    static String of(DataRecord record, String column) {
        Optional<String> name = Values.name(record, column);
        if (name.isEmpty()) {
            // reports whether the value or the column is missing
            record.get(column, Object.class);
            throw new RecordException(
                    Problem.of("SORA-4321", "the label in column '%s' is empty".formatted(column))
                            .where(record.where())
                            .needs("the name of a class")
                            .fix(
                                    "complete the record, or leave such records out with"
                                            + " 'on_error: skip' on the data source"));
        }
        return name.get();
    }

    /**
     * Returns the known name that was probably intended, as the start of a fix; empty if there is
     * none. Names that differ only in a number, such as {@code rare1} and {@code rare2}, are not
     * suggested for each other.
     */
    static String hint(String name, Collection<String> known) {
        for (String other : known) {
            if (LookAlikes.skeleton(other).equals(LookAlikes.skeleton(name))) {
                return "it looks like %s, which is another label; "
                        .formatted(LookAlikes.quoted(other, List.of(name)));
            }
        }
        return EditDistance.nearest(name, known)
                .filter(other -> !letters(other).equals(letters(name)))
                .map("did you mean '%s'? "::formatted)
                .orElse("");
    }

    private static String letters(String name) {
        return name.replaceAll("\\d+", "0");
    }
}
