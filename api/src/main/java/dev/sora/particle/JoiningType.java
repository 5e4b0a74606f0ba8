// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates core particles of one kind that take several signals.
 *
 * @since 1.1
 */
@ConsumerType
public interface JoiningType extends CoreType {

    @Override
    JoiningParticle create(Settings settings);
}
