// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.decoder;

import dev.sora.layers.Dropout;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code attention-gru}. */
public final class AttentionGruType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values of a state.").atLeast(1).required();
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout",
                    "Share of the values that is dropped while training: of the steps given and of"
                            + " those returned.");

    private static final Setting<Boolean> ATTENTION =
            Attention.setting("the weights with which it is read.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "attention-gru",
                "Gated recurrent units over a sequence; each step attends to all steps of a second"
                        + " sequence with the state before it (Bahdanau, Cho and Bengio, 2015).",
                UNITS,
                DROPOUT,
                ATTENTION);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new AttentionGru(
                settings.get(UNITS), settings.get(DROPOUT), settings.get(ATTENTION));
    }
}
