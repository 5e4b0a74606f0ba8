// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.setting.Settings;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Creates particles that a file defines, such as a network that another program wrote. The file is
 * read once, when a manifest is planned for training; a model package contains what was read, so
 * that it is opened without the file.
 *
 * @since 2.8
 */
@ConsumerType
public interface DefinedParticleType extends ParticleType {

    /**
     * Reads what defines a particle. Core pins the files that settings of paths, and a setting
     * {@code artefact}, name.
     *
     * @throws dev.sora.problem.SoraException if it cannot be read
     */
    State define(Settings settings);

    /**
     * Creates a particle. It must not load native code.
     *
     * @param definition what {@link #define} returned, or what a package contains: untrusted
     * @throws dev.sora.problem.SoraException if the definition does not suit the settings
     */
    Particle create(Settings settings, State definition);

    @Override
    default Particle create(Settings settings) {
        return create(settings, define(settings));
    }
}
