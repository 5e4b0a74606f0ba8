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
import java.util.Locale;

/** An input of texts or of other sequences, before it is fitted. */
record TextInput(TextRules rules) implements InputParticle {

    /**
     * The number of words from which pieces are learned; rarer words cost time and have little
     * effect.
     */
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
        return new FittedText(
                rules, new Vocabulary(entries, rules.grams()), length, warnings(counter, words));
    }

    /**
     * Says if texts are not in a language of the tokenizer, Chinese or Japanese: it makes single
     * letters of Cyrillic words, and cuts others at letters with accents.
     */
    private List<String> warnings(Counter counter, List<String> entries) {
        if (!rules.splitting().tokenizer().equals("chinese")) {
            return List.of();
        }
        List<String> words =
                entries.stream()
                        .filter(entry -> entry.indexOf(' ') < 0)
                        .filter(entry -> entry.codePoints().anyMatch(Character::isLetter))
                        .toList();
        List<Integer> counts = counter.counts(words);
        long all = 0;
        long chinese = 0;
        for (int i = 0; i < words.size(); i++) {
            all += counts.get(i);
            chinese += words.get(i).codePoints().anyMatch(TextInput::isEastern) ? counts.get(i) : 0;
        }
        return 2 * chinese >= all
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "%.0f %% of the words have no Chinese or Japanese characters."
                                        + " 'tokenizer: chinese' may split such words: if the texts"
                                        + " are in another language, set 'tokenizer: words'",
                                100.0 * (all - chinese) / all));
    }

    private static boolean isEastern(int letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA -> true;
            default -> false;
        };
    }

    /**
     * Returns the number of pieces in the longest text, in a second pass after the pieces were
     * learned.
     */
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
     * Known words keep their indices; new words get the indices after them, up to {@code
     * max_words}. Pieces do not change, as others would split the same words differently, nor does
     * a length that is not set.
     */
    @Override
    public FittedInput grow(State state, Records records) {
        FittedText before = FittedText.restore(rules, state).ofSetLength();
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
