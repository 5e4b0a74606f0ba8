// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.Identification;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Learns a vector for each record.
 *
 * @param column the column of the identity
 * @param head makes the vector
 * @param loss the training loss
 */
record Embedding(String column, VectorHead head, IdentityLoss loss) implements UnaryOutput {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        return plan(input, TensorSpec.UNKNOWN, List.of());
    }

    /** Plans for a number of identities, which may be unknown. */
    ParticlePlan plan(SignalSpec input, long identities, List<String> names) {
        long width = head.width(input);
        var parameters = new ArrayList<>(head.parameters(input));
        parameters.addAll(loss.parameters(width, identities, names));
        return ParticlePlan.of(SignalSpec.floats(width), parameters)
                .withLeastRecords(loss.leastRecords());
    }

    @Override
    public FittedOutput fit(Records records) {
        return fit(records, List.of());
    }

    /** Known identities keep their positions; new ones get the positions after them. */
    @Override
    public FittedOutput grow(State state, Records records) {
        return fit(records, FittedEmbedding.identities(state));
    }

    private FittedOutput fit(Records records, List<String> known) {
        Map<String, Long> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(Identity.of(record, column), 1L, Long::sum));
        List<String> names = new ArrayList<>(known);
        counts.keySet().stream().filter(name -> !known.contains(name)).forEach(names::add);
        if (names.size() < 2) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4341",
                                    "column '%s' does not hold as many identities as are needed"
                                            .formatted(column))
                            .needs("at least 2")
                            .have(names.isEmpty() ? "none" : "1: " + names.get(0))
                            .fix("train on records of more identities, or check the column"));
        }
        return new FittedEmbedding(this, names, warnings(counts));
    }

    private static List<String> warnings(Map<String, Long> counts) {
        List<String> single =
                counts.keySet().stream().filter(name -> counts.get(name) == 1).toList();
        if (single.isEmpty()) {
            return List.of();
        }
        return List.of(
                "%d of %d identities have one record only, such as '%s': what the records of an identity have in common is not learned from them"
                        .formatted(single.size(), counts.size(), single.get(0)));
    }

    @Override
    public FittedOutput restore(State state) {
        return new FittedEmbedding(this, FittedEmbedding.identities(state), List.of());
    }

    @Override
    public OptionalInt classesAt() {
        return OptionalInt.of(0);
    }

    @Override
    public Optional<Identification> identification() {
        return Optional.of(
                Identification.of(column, FittedEmbedding.VECTOR, EmbeddingType.THRESHOLD));
    }
}
