// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An input of dates before it is fitted. */
final class DateInput implements InputParticle {

    private final DateRules rules;

    DateInput(DateRules rules) {
        this.rules = rules;
    }

    @Override
    public SignalSpec spec() {
        return SignalSpec.floats(rules.width());
    }

    @Override
    public FittedInput fit(Records records) {
        int features = rules.features().size();
        List<Statistics> statistics = new ArrayList<>();
        for (int i = 0; i < rules.columns().size() * features; i++) {
            statistics.add(new Statistics(0));
        }
        PresentColumns present = new PresentColumns(rules.columns());
        records.forEach(
                record -> {
                    // read all values before counting any, so that a broken record changes nothing
                    List<Optional<DateMoment>> dates =
                            rules.columns().stream().map(c -> rules.read(record, c)).toList();
                    for (int i = 0; i < dates.size(); i++) {
                        present.add(i, dates.get(i).isPresent());
                        if (dates.get(i).isPresent()) {
                            for (int f = 0; f < features; f++) {
                                statistics
                                        .get(i * features + f)
                                        .add(rules.features().get(f).value(dates.get(i).get()));
                            }
                        }
                    }
                });
        present.check();
        return new FittedDates(
                rules,
                statistics.stream().map(s -> new DateScale(s.mean(), s.deviation())).toList());
    }

    /**
     * Keeps the learned scale, because the weights were trained with it. If other features were
     * learned, the input is fitted again.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        return state.string("features").equals(rules.learned()) ? restore(state) : fit(records);
    }

    @Override
    public FittedInput restore(State state) {
        String learned = state.string("features");
        if (!learned.equals(rules.learned())) {
            throw InputProblem.learnedOtherwise(state, "features", learned, rules.learned());
        }
        List<State> scales = state.states("scales");
        int count = rules.columns().size() * rules.features().size();
        if (scales.size() != count) {
            throw state.broken("scales", count + " states");
        }
        return new FittedDates(rules, scales.stream().map(DateScale::restore).toList());
    }
}
