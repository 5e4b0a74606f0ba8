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

    /** Creates one combiner. */
    Combiner create(Settings settings);
}
