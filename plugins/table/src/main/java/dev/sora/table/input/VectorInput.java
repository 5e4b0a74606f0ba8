// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.OptionalInt;

/** An input of vectors before it is fitted. */
final class VectorInput implements InputParticle {

    private final NumberRules rules;
    private final String column;
    private final OptionalInt size;

    VectorInput(NumberRules rules, String column, OptionalInt size) {
        this.rules = rules;
        this.column = column;
        this.size = size;
    }

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(
                size.isEmpty()
                        ? TensorSpec.UNKNOWN
                        : (rules.indicates() ? 2L : 1L) * size.getAsInt());
    }

    @Override
    public FittedInput fit(Records records) {
        Learning learning = new Learning();
        records.forEach(learning::add);
        return learning.fitted();
    }

    /**
     * Keeps the learned scale, because the weights were trained with it. If another kind of scale
     * or another length was learned, the input is fitted again.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        int width = state.states("scales").size();
        return NumberScale.isOther(state, rules) || size.orElse(width) != width
                ? fit(records)
                : restore(state);
    }

    @Override
    public FittedInput restore(State state) {
        int width = state.states("scales").size();
        if (width < 1) {
            throw state.broken("scales", "at least one state");
        }
        return new FittedNumbers(
                rules, trained(width), NumberScale.restore(state, rules, size.orElse(width)));
    }

    private VectorColumn trained(int width) {
        return new VectorColumn(column, width, "as in the training data");
    }

    /** One pass over the training data. The first vector determines the length. */
    private final class Learning {

        private NumberFit fit;
        private int width;
        private long missing;

        void add(DataRecord record) {
            if (fit == null) {
                int found = VectorColumn.length(record, column);
                if (found == 0) {
                    rules.none(record, column);
                    missing++;
                    return;
                }
                width = size.orElse(found);
                fit =
                        new NumberFit(
                                rules,
                                new VectorColumn(
                                        column,
                                        width,
                                        size.isPresent()
                                                ? "as 'size' says"
                                                : "as the first record has (%s)"
                                                        .formatted(record.where())));
            }
            fit.add(record);
        }

        FittedInput fitted() {
            if (fit == null) {
                throw missing == 0
                        ? InputProblem.noRecords(column)
                        : InputProblem.allMissing(List.of(column), missing);
            }
            for (long i = 0; i < missing; i++) {
                fit.addMissing();
            }
            return new FittedNumbers(rules, trained(width), fit.scales());
        }
    }
}
