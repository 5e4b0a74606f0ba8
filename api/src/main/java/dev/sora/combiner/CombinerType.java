// SPDX-License-Identifier: Apache-2.0
package dev.sora.combiner;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates combiners of one kind.
 *
 * @since 1.0
 */
@ConsumerType
public interface CombinerType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("combiner", CombinerType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /**
     * Returns whether the order of the signals matters. If it does not, as in a sum, weights that
     * were trained after such a combiner stay right when a manifest lists its signals in another
     * order.
     *
     * <p>Return false only if every combiner of this type gives the same result, up to rounding,
     * for every order of its signals.
     */
    default boolean ordered() {
        return true;
    }

    /** Creates one combiner. */
    Combiner create(Settings settings);
}
