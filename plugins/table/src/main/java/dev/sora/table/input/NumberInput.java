// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** An input of numbers before it is fitted. */
final class NumberInput implements InputParticle {

    private final NumberRules rules;
    private final NumberColumns columns;

    NumberInput(NumberRules rules, NumberColumns columns) {
        this.rules = rules;
        this.columns = columns;
    }

    @Override
    public SignalSpec spec() {
        int width = columns.width();
        if (rules.indexes()) {
            return FittedBins.spec(TensorSpec.UNKNOWN, width);
        }
        return rules.bins() > 0
                ? SignalSpec.floats(TensorSpec.UNKNOWN)
                : SignalSpec.floats(rules.indicates() ? 2L * width : width);
    }

    @Override
    public FittedInput fit(Records records) {
        NumberFit fit = new NumberFit(rules, columns);
        records.forEach(fit::add);
        return fitted(fit.scales());
    }

    /**
     * Keeps the learned scale, because the weights were trained with it. If another kind of scale
     * was learned, the input is fitted again.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        return NumberScale.isOther(state, rules) ? fit(records) : restore(state);
    }

    @Override
    public FittedInput restore(State state) {
        return fitted(NumberScale.restore(state, rules, columns.width()));
    }

    private FittedInput fitted(List<NumberScale> scales) {
        return rules.indexes()
                ? new FittedBins(rules, columns, scales)
                : new FittedNumbers(rules, columns, scales);
    }
}
