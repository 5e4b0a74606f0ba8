// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.SearchHistory;
import dev.sora.search.Strategy;
import dev.sora.search.Suggestion;
import java.util.Optional;

/** Random search (Bergstra and Bengio, 2012): every trial is drawn from the whole space. */
final class RandomDraw implements Strategy {

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of("random", "Draws every trial at random from the whole space.");

    @Override
    public Optional<Suggestion> suggest(SearchHistory history) {
        return Optional.of(Suggestion.of(history.space().draw(history.random(history.next()))));
    }
}
