// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp;

import dev.sora.nlp.particle.Particles;
import dev.sora.nlp.tagging.Tagging;
import dev.sora.nlp.text.SequenceType;
import dev.sora.nlp.text.TextType;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.ArrayList;
import java.util.List;

/** Offers inputs for texts and sequences, and particles that process them. */
public final class NlpPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "nlp";
    }

    @Override
    public List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new TextType());
        types.add(new SequenceType());
        types.addAll(Particles.types());
        types.addAll(Tagging.types());
        return List.copyOf(types);
    }
}
