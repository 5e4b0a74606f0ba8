// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a data set that are nearest to a record in the space of a node.
 *
 * @param origin where the record is from, usually a file
 * @param number the number of the record, counted from 1
 * @param node the node whose values are compared
 * @param distance how far apart two records are
 * @param searched the number of records of the data set
 * @param nearest the nearest first; of equally near ones, the first of the data set
 */
public record Neighbours(
        String origin,
        long number,
        String node,
        Distance distance,
        long searched,
        List<Neighbour> nearest) {

    /** Copies the list. */
    public Neighbours {
        nearest = List.copyOf(nearest);
    }

    /**
     * A record of the data set.
     *
     * @param origin where it is from, usually a file
     * @param number its number there, counted from 1
     * @param distance how far it is
     * @param target what it has in the columns of targets that are words, numbers, lists of words
     *     or times, by column; empty if it has none
     */
    public record Neighbour(
            String origin, long number, double distance, Map<String, Object> target) {

        /** Copies the map and keeps its order. */
        public Neighbour {
            target = Collections.unmodifiableMap(new LinkedHashMap<>(target));
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("record", origin);
            tree.put("number", number);
            tree.put("distance", distance);
            if (!target.isEmpty()) {
                tree.put("target", target);
            }
            return tree;
        }
    }

    /**
     * The options of a search for the nearest records.
     *
     * @param count how many of them for each record, 1 to {@link #MOST}
     * @param node the node whose values are compared, {@code view} for all members of a generation
     *     or {@code view[1]} for one; if absent, the one that the outputs read
     * @param outputs the outputs that decide that node; all of them if empty
     * @param distance how far apart two records are
     */
    public record Options(
            int count, Optional<String> node, List<String> outputs, Distance distance) {

        /** The greatest number of neighbours of a record. */
        public static final int MOST = 1_000;

        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is out of range
         */
        public Options {
            if (count < 1 || count > MOST) {
                throw new IllegalArgumentException("%d neighbours".formatted(count));
            }
            outputs = List.copyOf(outputs);
        }

        /**
         * Returns the options for a number of neighbours before the outputs, by Euclidean distance.
         */
        public static Options of(int count) {
            return new Options(count, Optional.empty(), List.of(), Distance.EUCLIDEAN);
        }

        /** Returns these options for the values of a node. */
        public Options in(String other) {
            return new Options(count, Optional.of(other), outputs, distance);
        }

        /** Returns these options with another distance. */
        public Options by(Distance other) {
            return new Options(count, node, outputs, other);
        }
    }

    /** How far apart two vectors are. */
    public enum Distance {
        /** The length of the difference. */
        EUCLIDEAN {
            @Override
            public double between(float[] one, float[] other) {
                double squares = 0;
                for (int i = 0; i < one.length; i++) {
                    double difference = (double) one[i] - other[i];
                    squares += difference * difference;
                }
                return Math.sqrt(squares);
            }
        },

        /**
         * One less the cosine of the angle: 0 for the same direction, 1 for a right angle, at most
         * 2.
         */
        COSINE {
            @Override
            public double between(float[] one, float[] other) {
                double product = 0;
                double own = 0;
                double others = 0;
                for (int i = 0; i < one.length; i++) {
                    product += (double) one[i] * other[i];
                    own += (double) one[i] * one[i];
                    others += (double) other[i] * other[i];
                }
                // rounding must not make a distance negative
                return Math.max(0, 1 - product / Math.sqrt(own * others));
            }
        };

        /**
         * Returns the distance of two vectors of the same length.
         *
         * @return NaN for the cosine if a vector is zero, because it has no direction
         */
        public abstract double between(float[] one, float[] other);

        /** Returns the word for users, such as {@code cosine}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Returns the distance of a word; empty if there is none. */
        public static Optional<Distance> of(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }

        /** Returns the words of all distances. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Distance::word).toList();
        }
    }

    /** Returns the object that {@code sora explain --neighbours --json} prints for a record. */
    public Map<String, Object> tree() {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("node", node);
        found.put("distance", distance.word());
        found.put("searched", searched);
        found.put("nearest", nearest.stream().map(Neighbour::tree).toList());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("record", origin);
        tree.put("number", number);
        tree.put("neighbours", found);
        return tree;
    }

    /** Returns {@link #tree()} as one line of JSON without a line end. */
    public String json() {
        return Json.line(JsonTree.of(tree()));
    }
}
