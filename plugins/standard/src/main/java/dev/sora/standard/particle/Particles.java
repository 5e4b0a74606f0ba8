// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The particle types of this plugin. */
public final class Particles {

    private Particles() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new DenseType(),
                new DropoutType(),
                new ModalityDropoutType(),
                new FlattenType(),
                new ActivationType(),
                new IdentityType(),
                new ReshapeType(),
                new LayerNormType(),
                new BatchNormType());
    }
}
