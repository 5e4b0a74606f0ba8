// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates input particles of one kind: those that turn columns of records into tensors.
 *
 * <p>The columns that it reads are settings made by {@link dev.sora.setting.Setting#column}; core
 * checks them against the data.
 *
 * @since 1.0
 */
@ConsumerType
public interface InputType extends SoraType {

    /** What all types of this interface are. */
    Kind KIND = Kind.of("input", InputType.class);

    @Override
    default Kind kind() {
        return KIND;
    }

    /** Creates one input particle. */
    InputParticle create(Settings settings);
}
