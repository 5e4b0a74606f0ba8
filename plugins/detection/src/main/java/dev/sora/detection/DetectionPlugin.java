// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection;

import dev.sora.detection.metric.MapType;
import dev.sora.detection.output.BoxesType;
import dev.sora.detection.particle.FpnType;
import dev.sora.detection.source.CocoType;
import dev.sora.detection.source.VocType;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers object detection: sources of labelled boxes, a feature pyramid, an output, a metric. */
public final class DetectionPlugin implements SoraPlugin {

    /** Creates the plugin. */
    public DetectionPlugin() {}

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new VocType(), new CocoType(), new FpnType(), new BoxesType(), new MapType());
    }
}
