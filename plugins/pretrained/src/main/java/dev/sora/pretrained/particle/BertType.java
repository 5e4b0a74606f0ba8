// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code bert}: the encoder of BERT and of the models with its structure. */
public final class BertType implements ParticleType {

    private static final Setting<Long> LAYERS =
            Setting.integer("layers", "Number of layers.").atLeast(1).atMost(256).orElse(12L);
    private static final Setting<Long> HEADS =
            Setting.integer("heads", "Number of attention heads, which must divide 'units'.")
                    .atLeast(1)
                    .orElse(12L);
    private static final Setting<Long> UNITS =
            Setting.integer("units", "Size of a step.").atLeast(1).atMost(65_536).orElse(768L);
    private static final Setting<Long> FEED_FORWARD =
            Setting.integer(
                            "feed_forward",
                            "Size of the layer that maps each step alone; four times 'units' by"
                                    + " default.")
                    .atLeast(1);
    private static final Setting<Long> VOCABULARY =
            Setting.integer(
                            "vocabulary",
                            "Number of rows of the table of tokens; that of the input by default.")
                    .atLeast(1)
                    .atMost(4_000_000);
    private static final Setting<Long> POSITIONS =
            Setting.integer("positions", "Number of rows of the table of positions.")
                    .atLeast(1)
                    .atMost(1_000_000)
                    .orElse(512L);
    private static final Setting<Long> FIRST_POSITION =
            Setting.integer(
                            "first_position",
                            "The row of the first position; 2 for the structure of RoBERTa.")
                    .atLeast(0)
                    .atMost(1_000)
                    .orElse(0L);
    private static final Setting<Long> SEGMENTS =
            Setting.integer(
                            "segments",
                            "Number of rows of the table of segments, of which a text uses the"
                                    + " first; 1 for the structure of RoBERTa.")
                    .atLeast(1)
                    .atMost(64)
                    .orElse(2L);
    private static final Setting<String> POOLING =
            Setting.choice(
                            "pooling",
                            "What the result is: the mean of the steps, the first step (that of"
                                    + " [CLS]), or all steps.",
                            List.of("mean", "first", "none"))
                    .orElse("mean");
    private static final Setting<Boolean> NORMALISE =
            Setting.bool("normalise", "Whether the result has length 1, for cosine similarity.")
                    .orElse(false);
    private static final Setting<Double> EPSILON =
            Setting.number("epsilon", "What is added to the variance in a normalisation.")
                    .above(0)
                    .atMost(0.1)
                    .orElse(1e-12);
    private static final Setting<Double> DROPOUT =
            Dropout.setting("dropout", "Share of the values that is dropped while training.");
    private static final Setting<Long> LORA =
            Setting.integer(
                            "lora",
                            "The rank of changes to the maps of queries and values (LoRA; Hu et"
                                    + " al., 2022), which alone are then trained; 0 to train all"
                                    + " weights.")
                    .atLeast(0)
                    .atMost(4096)
                    .orElse(0L);
    private static final Setting<Double> LORA_ALPHA =
            Setting.number(
                            "lora_alpha",
                            "With lora: the change is multiplied by lora_alpha / lora.")
                    .above(0)
                    .orElse(16.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "bert",
                "The encoder of BERT (Devlin et al., 2019), as MiniLM, BGE, E5 and RoBERTa have it,"
                        + " for weights that come trained.",
                LAYERS,
                HEADS,
                UNITS,
                FEED_FORWARD,
                VOCABULARY,
                POSITIONS,
                FIRST_POSITION,
                SEGMENTS,
                POOLING,
                NORMALISE,
                EPSILON,
                DROPOUT,
                LORA,
                LORA_ALPHA);
    }

    @Override
    public Map<String, String> checkpointNames() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("*embeddings.word_embeddings.weight", "words.weight");
        names.put("*embeddings.position_embeddings.weight", "positions.weight");
        names.put("*embeddings.token_type_embeddings.weight", "segments.weight");
        norm(names, "*embeddings.LayerNorm", "norm");
        String layer = "*encoder.layer.*.";
        for (String part : List.of("query", "key", "value")) {
            map(names, layer + "attention.self." + part, "layer*." + part);
        }
        map(names, layer + "attention.output.dense", "layer*.output");
        norm(names, layer + "attention.output.LayerNorm", "layer*.norm1");
        map(names, layer + "intermediate.dense", "layer*.expand");
        map(names, layer + "output.dense", "layer*.contract");
        norm(names, layer + "output.LayerNorm", "layer*.norm2");
        return names;
    }

    private static void map(Map<String, String> names, String from, String to) {
        names.put(from + ".weight", to + ".weight");
        names.put(from + ".bias", to + ".bias");
    }

    private static void norm(Map<String, String> names, String from, String to) {
        names.put(from + ".weight", to + ".scale");
        names.put(from + ".bias", to + ".offset");
        // the names of the first checkpoints
        names.put(from + ".gamma", to + ".scale");
        names.put(from + ".beta", to + ".offset");
    }

    @Override
    public UnaryParticle create(Settings settings) {
        long units = settings.get(UNITS);
        return new Bert(
                new Bert.Sizes(
                        settings.get(LAYERS).intValue(),
                        settings.get(HEADS),
                        units,
                        settings.find(FEED_FORWARD).orElse(4 * units)),
                new BertTables(
                        settings.find(VOCABULARY),
                        settings.get(POSITIONS),
                        settings.get(FIRST_POSITION),
                        settings.get(SEGMENTS)),
                settings.get(POOLING),
                settings.get(NORMALISE),
                settings.get(EPSILON).floatValue(),
                settings.get(DROPOUT).floatValue(),
                Activation.GELU,
                new Lora(settings.get(LORA).intValue(), settings.get(LORA_ALPHA)));
    }
}
