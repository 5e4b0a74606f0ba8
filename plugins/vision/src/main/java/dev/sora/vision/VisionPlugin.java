// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.vision.digits.DrawnDigitsType;
import dev.sora.vision.input.ImageType;
import dev.sora.vision.particle.Particles;
import dev.sora.vision.segmentation.SegmentationType;
import dev.sora.vision.source.Sources;
import java.util.ArrayList;
import java.util.List;

/** Offers an input of images, convolutions, ready-made networks, segmentation and data sources. */
public final class VisionPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "vision";
    }

    @Override
    public List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new ImageType());
        types.addAll(Particles.types());
        types.addAll(SegmentationType.types());
        types.addAll(Sources.types());
        types.add(new DrawnDigitsType());
        return List.copyOf(types);
    }
}
