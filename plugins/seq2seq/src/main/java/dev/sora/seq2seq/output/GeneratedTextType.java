// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.output;

import dev.sora.data.ColumnType;
import dev.sora.generation.Search;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.seq2seq.metric.TextOutcome;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.List;

/** The type {@code generated-text}. */
public final class GeneratedTextType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column("column", "The column of the right text.", ColumnType.TEXT).required();
    private static final Setting<Double> LABEL_SMOOTHING =
            Setting.number(
                            "label_smoothing",
                            "Share of the probability that training distributes over all symbols"
                                    + " (Szegedy et al., 2016).")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.1);
    private static final Setting<Long> MAX_LENGTH =
            Setting.integer(
                            "max_length",
                            "Most symbols of a generated text; by default as many as the input"
                                    + " 'target-pieces' keeps.")
                    .atLeast(1)
                    .atMost(100_000);
    private static final Setting<Long> BEAMS =
            Setting.integer(
                            "beams",
                            "Number of texts that the search continues at each step; 1 takes the"
                                    + " most probable symbol.")
                    .atLeast(1)
                    .atMost(100)
                    .orElse(4L);
    private static final Setting<Long> BEST =
            Setting.integer("best", "Number of texts of a prediction, the best first.")
                    .atLeast(1)
                    .atMost(100)
                    .orElse(1L);
    private static final Setting<Double> LENGTH_PENALTY =
            Setting.number(
                            "length_penalty",
                            "Exponent of the length by which scores are divided (Wu et al., 2016);"
                                    + " with 0, short texts are favoured.")
                    .atLeast(0)
                    .atMost(5)
                    .orElse(1.0);
    private static final Setting<Double> TEMPERATURE =
            Setting.number(
                            "temperature",
                            "Above 0, symbols are drawn, with logits divided by this number; needs"
                                    + " 'beams: 1'.")
                    .atLeast(0)
                    .atMost(100)
                    .orElse(0.0);
    private static final Setting<Long> TOP_K =
            Setting.integer("top_k", "Draw among this many most probable symbols only; 0 for all.")
                    .atLeast(0)
                    .orElse(0L);
    private static final Setting<Double> TOP_P =
            Setting.number(
                            "top_p",
                            "Draw among the most probable symbols whose probabilities add up to"
                                    + " this (Holtzman et al., 2020).")
                    .above(0)
                    .atMost(1)
                    .orElse(1.0);
    private static final Setting<Double> REPETITION_PENALTY =
            Setting.number(
                            "repetition_penalty",
                            "Factor that makes symbols less probable that the text already has"
                                    + " (Keskar et al., 2019); 1 for none.")
                    .atLeast(1)
                    .atMost(10)
                    .orElse(1.0);

    private static final Setting<Path> WORDS =
            Setting.path(
                    "words",
                    "File in UTF-8 with a word or phrase on each line: generated texts consist of"
                            + " these, and of nothing else. The package contains them.");

    private static final Setting<Double> SCHEDULED_SAMPLING =
            Setting.number(
                            "scheduled_sampling",
                            "Probability with which training reads the model's most probable symbol"
                                    + " instead of the right one (Bengio et al., 2015).")
                    .atLeast(0)
                    .atMost(1)
                    .orElse(0.0);
    private static final Setting<Long> SAMPLING_STEPS =
            Setting.integer(
                            "sampling_steps",
                            "Steps of training in which that probability rises from 0, in a straight"
                                    + " line.")
                    .atLeast(1)
                    .orElse(1000L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-text",
                "A text that is generated symbol by symbol from a decoder; it reads the decoder and"
                        + " the input 'target-pieces', in this order.",
                COLUMN,
                LABEL_SMOOTHING,
                MAX_LENGTH,
                BEAMS,
                BEST,
                LENGTH_PENALTY,
                TEMPERATURE,
                TOP_K,
                TOP_P,
                REPETITION_PENALTY,
                WORDS,
                SCHEDULED_SAMPLING,
                SAMPLING_STEPS);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return TextOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("bleu", "chrf", "perplexity");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new GeneratedText(
                settings.get(COLUMN),
                settings.get(LABEL_SMOOTHING),
                settings.find(MAX_LENGTH).orElse(0L).intValue(),
                search(settings),
                settings.find(WORDS),
                new Sampling(settings.get(SCHEDULED_SAMPLING), settings.get(SAMPLING_STEPS)));
    }

    private static Search search(Settings settings) {
        int beams = settings.get(BEAMS).intValue();
        int best = settings.get(BEST).intValue();
        double temperature = settings.get(TEMPERATURE);
        if (temperature > 0 && beams > 1) {
            throw refused(
                    "symbols are drawn with one beam",
                    "beams: 1, or temperature: 0",
                    "beams: %d, temperature: %s".formatted(beams, temperature),
                    "set one of them");
        }
        if (best > beams) {
            throw refused(
                    "a search cannot return more texts than it has beams",
                    "best: %d at most".formatted(beams),
                    "best: " + best,
                    "raise 'beams', or lower 'best'");
        }
        return new Search(
                beams,
                best,
                settings.get(LENGTH_PENALTY),
                temperature,
                settings.get(TOP_K).intValue(),
                settings.get(TOP_P),
                settings.get(REPETITION_PENALTY));
    }

    private static SoraException refused(String what, String needs, String have, String fix) {
        return new SoraException(Problem.of("SORA-2321", what).needs(needs).have(have).fix(fix));
    }
}
