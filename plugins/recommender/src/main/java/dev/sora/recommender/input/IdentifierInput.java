// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.recommender.identifier.Vocabulary;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * Maps the values of a column to indices.
 *
 * @param what the kind of value, for messages
 * @param column the column
 * @param minCount the minimum count of a value in training; rarer values are unknown
 * @param strict whether a record with an unknown value is refused
 */
record IdentifierInput(String what, String column, long minCount, boolean strict)
        implements InputParticle {

    @Override
    public SignalSpec spec() {
        return SignalSpec.indices(TensorSpec.UNKNOWN);
    }

    @Override
    public FittedInput fit(Records records) {
        return new FittedIdentifiers(this, learn(records, column, minCount));
    }

    /** Known names keep their indices; new names get the indices after them. */
    @Override
    public FittedInput grow(State state, Records records) {
        Vocabulary known = Vocabulary.restore(state, "values");
        return new FittedIdentifiers(this, known.with(learn(records, column, minCount)));
    }

    @Override
    public FittedInput restore(State state) {
        return new FittedIdentifiers(this, Vocabulary.restore(state, "values"));
    }

    /** Collects the values of a column; fails if there are none. */
    static Vocabulary learn(Records records, String column, long minCount) {
        Vocabulary values = Vocabulary.of(records, column, minCount);
        if (values.names().isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4602", "column '%s' holds nothing to learn".formatted(column))
                            .needs("at least one value in %d training records".formatted(minCount))
                            .fix("name another column, or lower 'min_count'"));
        }
        return values;
    }
}
