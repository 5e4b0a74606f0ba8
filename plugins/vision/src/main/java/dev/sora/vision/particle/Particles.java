// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The particle types of this plugin. */
public final class Particles {

    private Particles() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new Conv2dType(),
                new DepthwiseConv2dType(),
                new SeparableConv2dType(),
                new PoolType(true),
                new PoolType(false),
                new GlobalAverageType(),
                new UpsampleType(),
                new ResidualType(),
                new SqueezeExcitationType(),
                new InvertedResidualType(false),
                new InvertedResidualType(true),
                new LenetType(),
                new CnnType(),
                new ResnetType(),
                new UnetType(),
                new VitType());
    }
}
