// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.output;

import dev.sora.data.ColumnType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.sound.metric.SymbolOutcome;
import java.util.List;

/** {@code ctc}: a sequence of symbols from a longer sequence of steps. */
public final class CtcType implements OutputType {

    private static final Setting<String> COLUMN =
            Setting.column(
                            "column",
                            "The column of the symbols of a record: a string, or a list.",
                            ColumnType.TEXT,
                            ColumnType.TEXTS,
                            ColumnType.INTEGER)
                    .required();
    private static final Setting<String> UNIT =
            Setting.choice(
                            "unit",
                            "What a symbol is: a word, between spaces, or a character; a space is a"
                                    + " character, too.",
                            List.of("word", "character"))
                    .orElse("word");
    private static final Setting<Boolean> HEAD =
            Setting.bool(
                            "head",
                            "Whether a fully connected layer computes the scores of each step; if"
                                    + " false, the signal is the scores, that of the blank first.")
                    .orElse(true);
    private static final Setting<Long> BEAM =
            Setting.integer(
                            "beam",
                            "Number of prefixes that the search keeps (prefix beam search); 1 for"
                                    + " the most probable alignment, which is faster.")
                    .atLeast(1)
                    .atMost(1_000)
                    .orElse(1L);
    private static final Setting<Long> ALTERNATIVES =
            Setting.integer(
                            "alternatives",
                            "With a beam: the number of sequences that a prediction lists.")
                    .atLeast(1)
                    .atMost(100)
                    .orElse(1L);

    /** Creates the type. */
    public CtcType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "ctc",
                "A sequence of symbols from a longer sequence of steps, without knowing which steps"
                        + " belong to which symbol (connectionist temporal classification: Graves et"
                        + " al., 2006).",
                COLUMN,
                UNIT,
                HEAD,
                BEAM,
                ALTERNATIVES);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return SymbolOutcome.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of("wer", "cer");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Ctc(
                settings.get(COLUMN),
                settings.get(UNIT).equals("character"),
                settings.get(HEAD),
                settings.get(BEAM).intValue(),
                settings.get(ALTERNATIVES).intValue());
    }
}
