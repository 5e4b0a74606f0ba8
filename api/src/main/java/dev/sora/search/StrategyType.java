// SPDX-License-Identifier: Apache-2.0
package dev.sora.search;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates strategies of one kind.
 *
 * @since 0.3
 */
@ConsumerType
public interface StrategyType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("strategy", StrategyType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one strategy. */
    Strategy create(Settings settings);

    /**
     * Returns whether the strategies end trials before their last epoch and continue some of them.
     * Then the number of epochs cannot be part of the space.
     */
    default boolean choosesEpochs() {
        return false;
    }

    /**
     * Returns whether the strategies begin trials with the weights of others. They choose epochs
     * then, and no parameter of the space may change the shapes of weights, or their optimiser.
     */
    default boolean branches() {
        return false;
    }

    /**
     * Returns whether the strategies use any trials of the history, also those whose values they
     * did not suggest. Core then tries the values of the manifest first, if they are in the space:
     * it replaces those of the first suggestion.
     *
     * @since 0.3
     */
    default boolean takesAnyTrial() {
        return false;
    }
}
