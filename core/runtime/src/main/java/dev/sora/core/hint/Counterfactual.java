// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.hint;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small change of a record with which a model gives another answer (S. Wachter et al., 2017). It
 * describes the model: that the change leads to the answer in the world does not follow.
 *
 * @param origin where the record is from, usually a file
 * @param number the number of the record, counted from 1
 * @param output the output
 * @param answer its answer to the record
 * @param turned its answer after the changes; empty if none were found
 * @param changes what changes, by column; empty if none were found
 * @param distance how large the changes are together: for a number its difference as a share of the
 *     range in which the middle nine tenths of the data are, 1 for anything else
 * @param tried how many changed records the model answered
 * @param notes sentences that a reader must know
 */
public record Counterfactual(
        String origin,
        long number,
        String output,
        Object answer,
        Optional<Object> turned,
        Map<String, Change> changes,
        double distance,
        long tried,
        List<String> notes) {

    /** Copies the collections and keeps their order. */
    public Counterfactual {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        notes = List.copyOf(notes);
    }

    /**
     * A change of a value.
     *
     * @param from the value of the record; null where it is missing
     * @param to a value of the data
     */
    public record Change(@Nullable Object from, Object to) {}

    /**
     * The options of a search for changes.
     *
     * @param output the output; the only one if absent
     * @param fixed columns that keep their values
     * @param wanted the answer that is wanted, as text; any other answer if absent
     */
    public record Options(Optional<String> output, Set<String> fixed, Optional<String> wanted) {

        /** All columns may change, and any other answer is wanted. */
        public static final Options DEFAULT =
                new Options(Optional.empty(), Set.of(), Optional.empty());

        /** Copies the set and keeps its order. */
        public Options {
            fixed = Collections.unmodifiableSet(new LinkedHashSet<>(fixed));
        }

        /** Returns these options with columns that keep their values. */
        public Options fixing(String... columns) {
            return new Options(output, new LinkedHashSet<>(List.of(columns)), wanted);
        }

        /** Returns these options for an answer. */
        public Options to(String answer) {
            return new Options(output, fixed, Optional.of(answer));
        }
    }

    /** Returns the object that {@code sora explain --counterfactual --json} prints for a record. */
    public Map<String, Object> tree() {
        Map<String, Object> changed = new LinkedHashMap<>();
        changes.forEach(
                (column, change) -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("from", change.from());
                    one.put("to", change.to());
                    changed.put(column, one);
                });
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("output", output);
        found.put("answer", answer);
        turned.ifPresent(other -> found.put("turned", other));
        found.put("changes", changed);
        found.put("distance", distance);
        found.put("tried", tried);
        if (!notes.isEmpty()) {
            found.put("notes", notes);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("record", origin);
        tree.put("number", number);
        tree.put("counterfactual", found);
        return tree;
    }

    /** Returns {@link #tree()} as one line of JSON without a line end. */
    public String json() {
        return Json.line(JsonTree.of(tree()));
    }
}
