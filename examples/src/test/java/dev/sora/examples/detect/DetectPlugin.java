// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.detect;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** A simple detector: images with one square each, an output that finds it, and its metric. */
public final class DetectPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "detect";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new SquaresType(), new BoxType(), new IouType());
    }
}
