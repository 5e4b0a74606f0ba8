// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/** An input of texts, or of other sequences, that has not seen any. */
record TextInput(TextRules rules) implements InputParticle {

    @Override
    public SignalSpec spec() {
        long steps = rules.length() > 0 ? rules.length() : TensorSpec.UNKNOWN;
        return SignalSpec.sequence(TensorSpec.indices(TensorSpec.UNKNOWN, steps));
    }

    @Override
    public FittedInput fit(Records records) {
        Counter counter = new Counter(rules.grams());
        TextReader reader = new TextReader(rules);
        records.forEach(
                record -> {
                    counter.start();
                    reader.read(record, counter, counter::gap);
                });
        List<String> entries = counter.top(rules.maxWords(), rules.minCount());
        if (entries.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4503", "the training texts hold no words")
                            .needs(
                                    "words that occur at least %d times in column '%s'"
                                            .formatted(
                                                    rules.minCount(),
                                                    String.join("', '", rules.columns())))
                            .have("none")
                            .fix("check the column and its texts, or lower 'min_count'"));
        }
        int length =
                rules.length() > 0
                        ? rules.length()
                        : Math.max(1, Math.min(TextRules.MOST_LEARNED, counter.longest()));
        return new FittedText(rules, new Vocabulary(entries, rules.grams()), length);
    }

    @Override
    public FittedInput restore(Map<String, Object> state) {
        return FittedText.restore(rules, state);
    }
}
