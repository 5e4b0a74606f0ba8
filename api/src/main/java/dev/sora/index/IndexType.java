// SPDX-License-Identifier: Apache-2.0
package dev.sora.index;

import dev.sora.particle.State;
import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Arranges vectors, and searches what it has arranged.
 *
 * @since 0.3
 */
@ConsumerType
public interface IndexType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("index", IndexType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /**
     * Arranges vectors. Equal settings and vectors give equal states; random numbers come from a
     * seed in the settings.
     *
     * @param settings the checked settings of the index
     * @param vectors at least one vector
     * @return everything that {@link #open} needs beside the vectors
     * @throws dev.sora.problem.DataException if the vectors cannot be arranged
     */
    State arrange(Settings settings, IndexedVectors vectors);

    /**
     * Opens what was arranged.
     *
     * @param state untrusted: it comes from a file
     * @param vectors those that were arranged, or those of an untrusted file
     * @throws dev.sora.problem.DataException if the state is damaged or does not belong to the
     *     vectors
     */
    VectorSearch open(State state, IndexedVectors vectors);
}
