// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.hint;

import dev.sora.data.ImageValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The records of a data set that activate particles most and least.
 *
 * @param searched the number of records of the data set
 * @param nodes the records of each node, by its name, {@code view[1]} for a member of a generation
 */
public record ActivatingRecords(long searched, Map<String, OfNode> nodes) {

    /** Copies the map and keeps its order. */
    public ActivatingRecords {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /**
     * The records of a node.
     *
     * @param mean the mean activation over all records
     * @param most those that activate it most, the first first; of equal ones, the first of the
     *     data set
     * @param least those that activate it least, the least first
     */
    public record OfNode(double mean, List<Example> most, List<Example> least) {

        /** Copies the lists. */
        public OfNode {
            most = List.copyOf(most);
            least = List.copyOf(least);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("mean", mean);
            tree.put("most", most.stream().map(Example::tree).toList());
            tree.put("least", least.stream().map(Example::tree).toList());
            return tree;
        }
    }

    /**
     * A record of the data set.
     *
     * @param origin where it is from, usually a file
     * @param number its number there, counted from 1
     * @param activation the mean of the node's values
     * @param target what it has in the columns of targets that a line of text can show, by column
     * @param values the same of the columns that inputs read
     * @param picture a small copy of its picture, if it has one; JSON leaves it out
     */
    public record Example(
            String origin,
            long number,
            double activation,
            Map<String, Object> target,
            Map<String, Object> values,
            Optional<ImageValue> picture) {

        /** Copies the maps and keeps their order. */
        public Example {
            target = Collections.unmodifiableMap(new LinkedHashMap<>(target));
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("record", origin);
            tree.put("number", number);
            tree.put("activation", activation);
            if (!target.isEmpty()) {
                tree.put("target", target);
            }
            if (!values.isEmpty()) {
                tree.put("values", values);
            }
            return tree;
        }
    }

    /**
     * What is searched for.
     *
     * @param count how many records of each kind a node gets, 1 to {@link #MOST}
     * @param nodes the particles or combiners, {@code view} for all members of a generation or
     *     {@code view[1]} for one; all of them if empty
     * @param unit one unit of them, or one channel, counted from 1; empty for the mean of all
     */
    public record Options(int count, List<String> nodes, OptionalInt unit) {

        /** The greatest number of records of a kind. */
        public static final int MOST = 100;

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Options {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("%d records".formatted(count));
            }
            if (unit.isPresent() && unit.getAsInt() < 1) {
                throw new IllegalArgumentException("unit %d".formatted(unit.getAsInt()));
            }
            nodes = List.copyOf(nodes);
        }

        /** Returns the options for a number of records of all nodes. */
        public static Options of(int count) {
            return new Options(count, List.of(), OptionalInt.empty());
        }
    }

    /** Returns the document that {@code sora explain --activating --json} prints. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("records", searched);
        Map<String, Object> all = new LinkedHashMap<>();
        nodes.forEach((name, found) -> all.put(name, found.tree()));
        tree.put("activating", all);
        return tree;
    }
}
