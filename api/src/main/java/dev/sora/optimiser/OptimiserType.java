// SPDX-License-Identifier: Apache-2.0
package dev.sora.optimiser;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates optimisers of one kind.
 *
 * @since 1.0
 */
@ConsumerType
public interface OptimiserType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("optimiser", OptimiserType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates the optimiser of one training. */
    Optimiser create(Settings settings);
}
