// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.metric.Outcome;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates output particles of one kind. Output particles have a head, a loss, metrics and the
 * decoding of predictions into values for users.
 *
 * @since 1.0
 */
@ConsumerType
public interface OutputType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("output", OutputType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one output particle. */
    OutputParticle create(Settings settings);

    /**
     * Returns whether the outputs choose among candidates ({@link FittedOutput#retrieval()}). Such
     * an output must be the only one of its pipeline, which core checks while planning.
     *
     * @since 1.1
     */
    default boolean retrieves() {
        return false;
    }

    /**
     * Returns whether the outputs take several signals with different meanings, such as features
     * and the picture that they were computed from.
     *
     * @since 2.0
     */
    default boolean takesSeveral() {
        return false;
    }

    /**
     * Returns the form of predictions and targets of the outputs. A manifest can name only metrics
     * that take this form.
     */
    Class<? extends Outcome> outcome();

    /** Returns the names of the metrics that are computed if a manifest names none. */
    List<String> defaultMetrics();
}
