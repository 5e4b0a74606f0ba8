// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates input particles of one kind. Input particles turn columns of records into tensors.
 *
 * <p>A setting made by {@link dev.sora.setting.Setting#column} names a column that the particle
 * reads; core checks it against the data.
 *
 * @since 1.0
 */
@ConsumerType
public interface InputType extends SoraType {

    /** The kind of all types of this interface. */
    Kind KIND = Kind.of("input", InputType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one input particle. */
    InputParticle create(Settings settings);
}
