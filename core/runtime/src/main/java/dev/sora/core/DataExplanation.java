// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the particles of a model contribute over a data set, and what it makes of the columns.
 *
 * @param records the number of records
 * @param outputs the view of each output, by its name
 */
public record DataExplanation(long records, Map<String, OfOutput> outputs) {

    /** Copies the map and keeps its order. */
    public DataExplanation {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * The view of one output.
     *
     * @param metric the metric that ablation is measured by: the first of the output, or its loss
     * @param higherIsBetter whether a higher value of the metric is better
     * @param value the metric of the whole model
     * @param particles each particle, by its name
     * @param explained the number of records whose shares were computed
     * @param compared the number of records over which particles were compared
     * @param similarity how similar the values of two particles are, from 0 to 1, by both names:
     *     linear centred kernel alignment (S. Kornblith et al., 2019)
     * @param calibration how often answers are right, by their probability; empty if the output
     *     gives no probabilities of classes
     * @param columns what the output makes of the columns that its inputs read
     * @param notes what the reader must know of these numbers, one sentence each
     */
    public record OfOutput(
            String metric,
            boolean higherIsBetter,
            double value,
            Map<String, OfParticle> particles,
            int explained,
            int compared,
            Map<String, Map<String, Double>> similarity,
            List<Bin> calibration,
            ColumnEffects columns,
            List<String> notes) {

        /** Copies the collections and keeps their order. */
        public OfOutput {
            particles = Collections.unmodifiableMap(new LinkedHashMap<>(particles));
            similarity = Collections.unmodifiableMap(new LinkedHashMap<>(similarity));
            calibration = List.copyOf(calibration);
            notes = List.copyOf(notes);
        }

        /**
         * Returns the expected calibration error, the mean distance between probability and
         * accuracy (C. Guo et al., 2017); empty without probabilities.
         */
        public Optional<Double> calibrationError() {
            long all = calibration.stream().mapToLong(Bin::records).sum();
            return all == 0
                    ? Optional.empty()
                    : Optional.of(
                            calibration.stream()
                                            .mapToDouble(
                                                    bin ->
                                                            bin.records()
                                                                    * Math.abs(
                                                                            bin.accuracy()
                                                                                    - bin
                                                                                            .probability()))
                                            .sum()
                                    / all);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("metric", metric);
            tree.put("value", value);
            Map<String, Object> each = new LinkedHashMap<>();
            particles.forEach((name, particle) -> each.put(name, particle.tree()));
            tree.put("particles", each);
            tree.put("explained", explained);
            tree.put("compared", compared);
            tree.put("similarity", similarity);
            if (!calibration.isEmpty()) {
                tree.put("calibration", calibration.stream().map(Bin::tree).toList());
                tree.put("calibration_error", calibrationError().orElseThrow());
            }
            if (!columns.tree().isEmpty()) {
                tree.put("columns", columns.tree());
            }
            if (!notes.isEmpty()) {
                tree.put("notes", notes);
            }
            return tree;
        }
    }

    /**
     * What a particle contributes.
     *
     * @param share its mean absolute share in the score of an answer
     * @param without the metric of the model if the particle has its baseline value
     * @param lost by how much the metric is worse then; negative if it is better
     */
    public record OfParticle(double share, double without, double lost) {

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("share", share);
            tree.put("without", without);
            tree.put("lost", lost);
            return tree;
        }
    }

    /**
     * The answers of similar probability.
     *
     * @param records their number
     * @param probability their mean probability
     * @param accuracy the share of them that is right
     */
    public record Bin(long records, double probability, double accuracy) {

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("records", records);
            tree.put("probability", probability);
            tree.put("accuracy", accuracy);
            return tree;
        }
    }

    /** Returns the document that {@code sora explain --data --json} prints. */
    public Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("records", records);
        Map<String, Object> all = new LinkedHashMap<>();
        outputs.forEach((name, output) -> all.put(name, output.tree()));
        tree.put("outputs", all);
        return tree;
    }
}
