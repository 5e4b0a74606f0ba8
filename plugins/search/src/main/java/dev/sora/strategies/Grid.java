// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.Parameter;
import dev.sora.search.SearchHistory;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All combinations of the choices and of evenly spaced numbers, each once, the last parameter
 * fastest.
 */
final class Grid implements Strategy {

    private static final Setting<Long> POINTS =
            Setting.integer("points", "How many values of each number are tried, with both bounds.")
                    .atLeast(1)
                    .atMost(1000)
                    .orElse(5L);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "grid", "Tries all combinations of choices and evenly spaced numbers.", POINTS);

    private final int points;

    Grid(Settings settings) {
        points = settings.get(POINTS).intValue();
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        Walk walk = new Walk(history.space().parameters(), history.next());
        return walk.from(0) ? Optional.of(Suggestion.of(walk.values)) : Optional.empty();
    }

    /** Walks through the combinations to the one with a number. */
    private final class Walk {

        private final List<Parameter> parameters;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private long left;

        Walk(List<Parameter> parameters, long number) {
            this.parameters = parameters;
            left = number;
        }

        /** Returns whether the combination is among those that begin with the present values. */
        boolean from(int index) {
            if (index == parameters.size()) {
                return left-- == 0;
            }
            Parameter parameter = parameters.get(index);
            if (!parameter.isActive(values)) {
                return from(index + 1);
            }
            for (Object value : parameter.domain().grid(points)) {
                values.put(parameter.name(), value);
                if (from(index + 1)) {
                    return true;
                }
            }
            values.remove(parameter.name());
            return false;
        }
    }
}
