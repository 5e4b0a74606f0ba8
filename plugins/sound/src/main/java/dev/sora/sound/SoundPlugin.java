// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.sound.input.SoundType;
import dev.sora.sound.metric.ErrorRates;
import dev.sora.sound.output.CtcType;
import dev.sora.sound.particle.Conv1dType;
import dev.sora.sound.source.Sources;
import java.util.List;
import java.util.stream.Stream;

/** Offers sounds. */
public final class SoundPlugin implements SoraPlugin {

    /** Creates the plugin. */
    public SoundPlugin() {}

    @Override
    public String name() {
        return "sound";
    }

    @Override
    public List<SoraType> types() {
        return Stream.of(
                        Sources.types(),
                        List.of(new SoundType(), new Conv1dType(), new CtcType()),
                        ErrorRates.types())
                .flatMap(List::stream)
                .toList();
    }
}
