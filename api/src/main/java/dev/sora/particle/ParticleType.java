// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates particles of one kind. Particles transform signals and declare parameters.
 *
 * @since 2.0
 */
@ConsumerType
public interface ParticleType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("particle", ParticleType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /**
     * Returns whether particles of this type take several signals. If not, core checks that a
     * manifest names exactly one; a generation of such particles that reads a generation of the
     * same count then reads it member by member.
     */
    default boolean takesSeveral() {
        return false;
    }

    /**
     * Returns the names that published checkpoints use for the parameters of this type, so that a
     * manifest with {@code pretrained} needs no {@code map}: a pattern of a name in the file to the
     * name of the parameter. Each {@code *} of a pattern stands for any characters; those of the
     * parameter's name stand for what the last ones of the pattern stand for. The first pattern
     * that matches decides. Empty if names in files are those of the parameters.
     *
     * @since 2.1
     */
    default Map<String, String> checkpointNames() {
        return Map.of();
    }

    /**
     * Creates one particle; called once for every place in a manifest that names the type.
     *
     * @return a {@link UnaryParticle}, unless the type {@linkplain #takesSeveral() takes several
     *     signals}
     */
    Particle create(Settings settings);

    /**
     * Returns whether gradients pass through the particles to their signals. If not, core refuses a
     * training in which a node before them would learn from a gradient, and explains nothing before
     * them by gradients.
     *
     * @since 2.8
     */
    default boolean differentiable() {
        return true;
    }

    /**
     * Returns whether the particles take a signal whose rows are not records ({@link
     * dev.sora.tensor.Signal#ROWS}) and return one that has a row for each record. Other particles
     * keep the part, or core refuses such a signal before them.
     *
     * @since 2.1
     */
    default boolean selectsRecords() {
        return false;
    }
}
