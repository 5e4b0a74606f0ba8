// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import dev.sora.particle.ParticleType;
import java.util.List;

/** The particle types of this package. */
public final class GraphParticles {

    private GraphParticles() {}

    /** Returns the types. */
    public static List<ParticleType> types() {
        return List.of(new GcnType(), new SageType(), new GatType(), new RecordNodesType());
    }
}
