// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.SearchHistory;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All combinations of the choices and of evenly spaced numbers, each once, in an order that is
 * drawn from the seed: a search that ends before it has tried them all has not tried one corner
 * alone. Of more combinations than can be counted, any are tried.
 */
final class Grid implements Strategy {

    private static final Setting<Long> POINTS =
            Setting.integer("points", "How many values of each number are tried, with both bounds.")
                    .atLeast(1)
                    .atMost(1000)
                    .orElse(5L);

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "grid",
                    "Tries all combinations of choices and evenly spaced numbers, in random order.",
                    POINTS);

    private final int points;

    Grid(Settings settings) {
        points = settings.get(POINTS).intValue();
    }

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        GridPoints grid = new GridPoints(history.space().parameters(), points);
        OptionalLong size = grid.size();
        if (size.isEmpty()) {
            return Optional.of(Suggestion.of(grid.any(history.random(history.next()))));
        }
        if (history.next() >= size.getAsLong()) {
            return Optional.empty();
        }
        // the order is that of the seed alone, so that a larger budget continues it
        Shuffle order = new Shuffle(size.getAsLong(), history.random(0));
        return Optional.of(Suggestion.of(grid.at(order.at(history.next()))));
    }
}
