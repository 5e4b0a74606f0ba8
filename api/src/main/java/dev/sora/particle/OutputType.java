// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.metric.Outcome;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates output particles of one kind: those that own a head, a loss, metrics and the decoding
 * into values that a person reads.
 *
 * @since 1.0
 */
@ConsumerType
public interface OutputType extends SoraType {

    /** What all types of this interface are. */
    Kind KIND = Kind.of("output", OutputType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one output particle. */
    OutputParticle create(Settings settings);

    /**
     * Returns whether its outputs choose among candidates ({@link FittedOutput#retrieval()}); such
     * an output must be the only one of its pipeline, which is checked while planning.
     *
     * @since 1.1
     */
    default boolean retrieves() {
        return false;
    }

    /**
     * Returns whether its outputs take several signals, each with a part of its own to play, such
     * as features and the picture that they were made of.
     *
     * @since 2.0
     */
    default boolean takesSeveral() {
        return false;
    }

    /** Returns what its predictions are measured as; only metrics that take it can be named. */
    Class<? extends Outcome> outcome();

    /** Returns the names of the metrics that are computed when a manifest names none. */
    List<String> defaultMetrics();
}
