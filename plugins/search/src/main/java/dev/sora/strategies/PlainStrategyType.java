// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import dev.sora.plugin.TypeDescriptor;
import dev.sora.search.Strategy;
import dev.sora.search.StrategyType;
import dev.sora.setting.Settings;
import java.util.function.Function;

/**
 * A type whose strategies are created from their settings alone.
 *
 * @param descriptor its name and settings
 * @param choosesEpochs whether the strategies stop and continue trials
 * @param branches whether they begin trials with the weights of others
 * @param takesAnyTrial whether they use trials that they did not suggest
 * @param creation creates a strategy
 */
record PlainStrategyType(
        TypeDescriptor descriptor,
        boolean choosesEpochs,
        boolean branches,
        boolean takesAnyTrial,
        Function<Settings, Strategy> creation)
        implements StrategyType {

    static StrategyType of(TypeDescriptor descriptor, Function<Settings, Strategy> creation) {
        return new PlainStrategyType(descriptor, false, false, true, creation);
    }

    /** Returns a type whose strategies try points of their own only, one after the other. */
    static StrategyType fixed(TypeDescriptor descriptor, Function<Settings, Strategy> creation) {
        return new PlainStrategyType(descriptor, false, false, false, creation);
    }

    /** Returns a type whose strategies stop and continue trials. */
    static StrategyType choosing(TypeDescriptor descriptor, Function<Settings, Strategy> creation) {
        return new PlainStrategyType(descriptor, true, false, true, creation);
    }

    /** Returns a type whose strategies also begin trials with the weights of others. */
    static StrategyType branching(
            TypeDescriptor descriptor, Function<Settings, Strategy> creation) {
        return new PlainStrategyType(descriptor, true, true, true, creation);
    }

    @Override
    public Strategy create(Settings settings) {
        return creation.apply(settings);
    }
}
