// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates core particles of one kind: those that transform tensors and own weights.
 *
 * @since 1.0
 */
@ConsumerType
public interface CoreType extends SoraType {

    @Override
    default Kind kind() {
        return Kind.PARTICLE;
    }

    /** Creates one particle; called once for every place in a manifest that names the type. */
    CoreParticle create(Settings settings);
}
