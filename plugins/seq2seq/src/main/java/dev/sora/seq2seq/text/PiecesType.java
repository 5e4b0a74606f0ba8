// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq.text;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.State;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** {@code pieces}: a text as a sequence of pieces of words, followed by the end symbol. */
public final class PiecesType implements InputType {

    static final Setting<String> EMPTY =
            Setting.choice(
                            "empty",
                            "What a text without characters is: an error of its record, or a"
                                    + " sequence of the end symbol alone.",
                            List.of("error", "keep"))
                    .orElse("error");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "pieces",
                "Texts with punctuation, split into learned pieces of words; any text can be"
                        + " put together again from them.",
                PieceSettings.COLUMN,
                PieceSettings.LEARN_FROM,
                PieceSettings.VOCABULARY,
                PieceSettings.LOWER_CASE,
                PieceSettings.LENGTH,
                PieceSettings.TRUNCATE,
                EMPTY);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new Input(
                PieceSettings.rules(settings),
                settings.get(EMPTY).equals("keep"),
                settings.get(PieceSettings.TRUNCATE).equals("start"));
    }

    private record Input(PieceRules rules, boolean keepEmpty, boolean keepEnd)
            implements InputParticle {

        @Override
        public SignalSpec spec() {
            long steps = rules.length() > 0 ? rules.length() + 1 : TensorSpec.UNKNOWN;
            return SignalSpec.sequence(TensorSpec.indices(TensorSpec.UNKNOWN, steps));
        }

        @Override
        public FittedInput fit(Records records) {
            return new FittedPieces(rules, rules.learn(records), keepEmpty, keepEnd);
        }

        /** Pieces stay as they are: others would split the same words differently. */
        @Override
        public FittedInput grow(State state, Records records) {
            return new FittedPieces(rules, rules.grow(state), keepEmpty, keepEnd);
        }

        @Override
        public FittedInput restore(State state) {
            return new FittedPieces(rules, rules.restore(state), keepEmpty, keepEnd);
        }
    }
}
