// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers the strategies that come with Sora. */
public final class SearchPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "search";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                PlainStrategyType.fixed(Grid.DESCRIPTOR, Grid::new),
                PlainStrategyType.of(RandomDraw.DESCRIPTOR, settings -> new RandomDraw()),
                PlainStrategyType.of(ParzenSearch.DESCRIPTOR, ParzenSearch::new),
                PlainStrategyType.of(EvolutionSearch.DESCRIPTOR, EvolutionSearch::new),
                PlainStrategyType.choosing(Halving.DESCRIPTOR, Halving::new),
                PlainStrategyType.choosing(
                        AsynchronousHalving.DESCRIPTOR, AsynchronousHalving::new),
                PlainStrategyType.branching(Population.DESCRIPTOR, Population::new),
                PlainStrategyType.fixed(Growth.DESCRIPTOR, Growth::new));
    }
}
