// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The types {@code lstm} and {@code gru}. */
record RecurrentType(String name, String summary, Cell cell) implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values of a state, in each direction.")
                    .atLeast(1)
                    .required();
    private static final Setting<Long> LAYERS =
            Setting.integer("layers", "Number of layers.").atLeast(1).atMost(64).orElse(1L);
    private static final Setting<Boolean> BIDIRECTIONAL =
            Setting.bool(
                            "bidirectional",
                            "Whether sequences are read from their end too; the states of both"
                                    + " directions stand side by side.")
                    .orElse(false);
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout",
                    "Share of each layer's inputs that is dropped while training, the same at all"
                            + " steps.");
    private static final Setting<Double> RECURRENT_DROPOUT =
            Dropout.setting(
                    "recurrent_dropout",
                    "Share of the states that is dropped on their way to the next step while"
                            + " training, the same at all steps (Gal and Ghahramani, 2016); this"
                            + " computes step by step, without the fused kernel.");
    private static final Setting<Double> WEIGHT_DROPOUT =
            Dropout.setting(
                    "weight_dropout",
                    "Share of the weights between states that is dropped while training, the same"
                            + " at all steps and for the whole batch (Merity et al., 2018); the"
                            + " fused kernel serves.");
    private static final Setting<String> RETURNS =
            Setting.choice(
                            "returns",
                            "The state after the last valid step, the sequence of all states, or"
                                    + " their mean or max over the valid steps.",
                            List.of("last", "sequence", "mean", "max"))
                    .orElse("last");

    static RecurrentType lstm() {
        return new RecurrentType(
                "lstm",
                "Long short-term memory over a sequence; the forget gate starts open.",
                new LstmCell());
    }

    static RecurrentType gru() {
        return new RecurrentType("gru", "Gated recurrent units over a sequence.", new GruCell());
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                name,
                summary,
                UNITS,
                LAYERS,
                BIDIRECTIONAL,
                DROPOUT,
                RECURRENT_DROPOUT,
                WEIGHT_DROPOUT,
                RETURNS);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Recurrent(
                name,
                cell,
                settings.get(UNITS),
                settings.get(LAYERS).intValue(),
                settings.get(BIDIRECTIONAL),
                settings.get(DROPOUT).floatValue(),
                settings.get(RECURRENT_DROPOUT).floatValue(),
                settings.get(WEIGHT_DROPOUT).floatValue(),
                settings.get(RETURNS));
    }
}
