// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An input of categories before it is fitted. */
final class CategoryInput implements InputParticle {

    private final CategoryRules rules;
    private final long minCount;
    private final int maxValues;

    CategoryInput(CategoryRules rules, long minCount, int maxValues) {
        this.rules = rules;
        this.minCount = minCount;
        this.maxValues = maxValues;
    }

    @Override
    public SignalSpec spec() {
        if (rules.isVector()) {
            return SignalSpec.floats(TensorSpec.UNKNOWN);
        }
        return rules.single()
                ? SignalSpec.indices(TensorSpec.UNKNOWN)
                : SignalSpec.indices(TensorSpec.UNKNOWN, rules.columns().size());
    }

    @Override
    public FittedInput fit(Records records) {
        return fit(records, List.of());
    }

    /** Known values keep their indices; new values get the indices after them. */
    @Override
    public FittedInput grow(State state, Records records) {
        return fit(records, values(state));
    }

    private FittedInput fit(Records records, List<List<String>> known) {
        int columns = rules.columns().size();
        List<Counts> counts = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            counts.add(new Counts(maxValues));
        }
        PresentColumns present = new PresentColumns(rules.columns());
        List<List<String>> row = new ArrayList<>();
        records.forEach(
                record -> {
                    row.clear();
                    // read all values before counting any, so that a broken record changes nothing
                    for (int i = 0; i < columns; i++) {
                        row.add(rules.values(record, i));
                    }
                    for (int i = 0; i < columns; i++) {
                        present.add(i, !row.get(i).isEmpty());
                        row.get(i).forEach(counts.get(i)::add);
                    }
                });
        present.check();
        List<List<String>> values =
                new ArrayList<>(counts.stream().map(c -> c.values(minCount, maxValues)).toList());
        for (int i = 0; i < known.size(); i++) {
            Set<String> all = new LinkedHashSet<>(known.get(i));
            all.addAll(values.get(i));
            values.set(i, all.stream().limit(Math.max(maxValues, known.get(i).size())).toList());
        }
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            warnings.addAll(
                    CategoryWarnings.of(rules.columns().get(i), values.get(i), counts.get(i)));
        }
        return new FittedCategories(rules, values, warnings);
    }

    @Override
    public FittedInput restore(State state) {
        return new FittedCategories(rules, values(state), List.of());
    }

    private List<List<String>> values(State state) {
        List<State> columns = state.states("columns");
        if (columns.size() != rules.columns().size()) {
            throw state.broken("columns", rules.columns().size() + " states");
        }
        return columns.stream().map(column -> column.distinct("values")).toList();
    }
}
