// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/** An input of texts, or of other sequences, that has not seen any. */
record TextInput(TextRules rules) implements InputParticle {

    /** The words of which pieces are learned; rarer ones change little and take long. */
    private static final int MOST_COUNTED = 200_000;

    @Override
    public SignalSpec spec() {
        long steps = rules.length() > 0 ? rules.length() : TensorSpec.UNKNOWN;
        return SignalSpec.sequence(TensorSpec.indices(TensorSpec.UNKNOWN, steps));
    }

    @Override
    public FittedInput fit(Records records) {
        Counter counter = new Counter(rules.grams());
        TextReader reader = new TextReader(rules, rules.splitting().splitter());
        records.forEach(
                record -> {
                    counter.start();
                    reader.read(record, counter, counter::gap);
                });
        boolean pieces = rules.splitting().pieces();
        int most = pieces ? MOST_COUNTED : rules.maxWords();
        List<String> words = counter.top(most, rules.minCount());
        if (words.isEmpty()) {
            throw nothing();
        }
        List<String> entries =
                pieces ? BytePairs.learn(words, counter.counts(words), rules.maxWords()) : words;
        int length = rules.length();
        if (length == 0) {
            int longest = pieces ? longest(records, entries) : counter.longest();
            length = Math.max(1, Math.min(TextRules.MOST_LEARNED, longest));
        }
        return new FittedText(rules, new Vocabulary(entries, rules.grams()), length);
    }

    /** Counts the pieces of each text, which nobody knows before they are learned. */
    private int longest(Records records, List<String> pieces) {
        TextReader reader = new TextReader(rules, rules.splitting().splitter(pieces));
        Counter counter = new Counter(1);
        records.forEach(
                record -> {
                    counter.start();
                    reader.read(record, counter, counter::gap);
                });
        return counter.longest();
    }

    private DataException nothing() {
        return new DataException(
                Problem.of("SORA-4503", "the training texts hold no words")
                        .needs(
                                "words that occur at least %d times in column '%s'"
                                        .formatted(
                                                rules.minCount(),
                                                String.join("', '", rules.columns())))
                        .have("none")
                        .fix("check the column and its texts, or lower 'min_count'"));
    }

    /**
     * Words that are known keep their indices; new ones come after them, as long as {@code
     * max_words} has place. Pieces and the length stay: other pieces would split the same words in
     * another way.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        FittedText before = FittedText.restore(rules, state);
        if (rules.splitting().pieces()) {
            return before;
        }
        Counter counter = new Counter(rules.grams());
        TextReader reader = new TextReader(rules, rules.splitting().splitter());
        records.forEach(
                record -> {
                    counter.start();
                    reader.read(record, counter, counter::gap);
                });
        return before.with(counter.top(rules.maxWords(), rules.minCount()), rules.maxWords());
    }

    @Override
    public FittedInput restore(State state) {
        return FittedText.restore(rules, state);
    }
}
