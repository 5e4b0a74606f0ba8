// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.layers.Dropout;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterRole;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;

/** The type {@code embedding}. */
final class EmbeddingType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values that stand for an index.")
                    .atLeast(1)
                    .required();
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout",
                    "Share of the values that are dropped while training, each by itself.");
    private static final Setting<Double> FEATURE_DROPOUT =
            Dropout.setting(
                    "feature_dropout",
                    "Share of the features that are dropped while training, the same at all steps"
                            + " of a record (spatial dropout).");
    private static final Setting<Double> WORD_DROPOUT =
            Dropout.setting(
                    "word_dropout", "Share of the indices that are dropped whole while training.");
    private static final Setting<String> START =
            Setting.choice(
                            "initialiser",
                            "What the values start with: uniform within ±scale, or normal with"
                                    + " that deviation.",
                            List.of("uniform", "normal"))
                    .orElse("uniform");
    private static final Setting<Double> SCALE =
            Setting.number("scale", "Size of the values at the start.").atLeast(0).orElse(0.05);
    private static final Setting<Boolean> DECAY =
            Setting.bool("decay", "Whether weight decay, if there is any, acts on the values.")
                    .orElse(true);

    private static final Setting<Path> VECTORS =
            Setting.path(
                    "vectors",
                    "File of word vectors to start with, a word and its numbers on each line as"
                            + " GloVe and word2vec write them in text, gz or not; words that it"
                            + " lacks start as without it.");
    private static final Setting<Boolean> TRAIN =
            Setting.bool("train", "Whether the values are trained, or stay as they start.")
                    .orElse(true);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "embedding",
                "Learned vectors for indices, such as those of words; that of padding stays zero.",
                UNITS,
                DROPOUT,
                FEATURE_DROPOUT,
                WORD_DROPOUT,
                START,
                SCALE,
                VECTORS,
                TRAIN,
                DECAY);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        double scale = settings.get(SCALE);
        return new Embedding(
                settings.get(UNITS),
                settings.get(DROPOUT).floatValue(),
                settings.get(FEATURE_DROPOUT).floatValue(),
                settings.get(WORD_DROPOUT).floatValue(),
                settings.get(START).equals("normal")
                        ? Initialiser.normal(scale)
                        : Initialiser.uniform(scale),
                settings.find(VECTORS).map(WordVectors::new),
                role(settings));
    }

    private static ParameterRole role(Settings settings) {
        if (!settings.get(TRAIN)) {
            return ParameterRole.BUFFER;
        }
        return settings.get(DECAY) ? ParameterRole.WEIGHT : ParameterRole.BIAS;
    }
}
