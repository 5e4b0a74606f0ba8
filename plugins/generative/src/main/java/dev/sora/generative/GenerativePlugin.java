// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers what adversarial training of generated pictures needs. */
public final class GenerativePlugin implements SoraPlugin {

    @Override
    public String name() {
        return "generative";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new NoiseType(),
                new UpsampleConvType(),
                new SpectralConvType(),
                new GeneratedImageType(),
                new DiscriminatorType(),
                new AdversarialType());
    }
}
