// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.data.DataRecord;
import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The input before it has learned its vocabulary and its characters. */
record TokensInput(TokenRules rules) implements InputParticle {

    /** The largest number of characters; the rarest of more share one index. */
    static final int MOST_CHARACTERS = 20_000;

    @Override
    public SignalSpec spec() {
        return FittedTokens.spec(TensorSpec.UNKNOWN, TensorSpec.UNKNOWN, rules);
    }

    @Override
    public FittedInput fit(Records records) {
        Counts counts = new Counts(rules);
        records.forEach(counts::add);
        return new FittedTokens(
                rules, counts.words(rules.maxWords()), counts.characters(MOST_CHARACTERS));
    }

    /** Known words and characters keep their indices; new ones come after them. */
    @Override
    public FittedInput grow(State state, Records records) {
        FittedTokens before = FittedTokens.restore(rules, state);
        Counts counts = new Counts(rules);
        records.forEach(counts::add);
        return new FittedTokens(
                rules,
                with(before.words(), counts.words(rules.maxWords()), rules.maxWords()),
                with(before.characters(), counts.characters(MOST_CHARACTERS), MOST_CHARACTERS));
    }

    private static List<String> with(List<String> known, List<String> more, int most) {
        Set<String> all = new LinkedHashSet<>(known);
        more.stream()
                .takeWhile(entry -> all.size() < most || all.contains(entry))
                .forEach(all::add);
        return List.copyOf(all);
    }

    @Override
    public FittedInput restore(State state) {
        return FittedTokens.restore(rules, state);
    }

    /** Counts words and characters. */
    private static final class Counts {

        private final TokenRules rules;
        private final Map<String, Integer> words = new HashMap<>();
        private final Map<String, Integer> characters = new HashMap<>();

        Counts(TokenRules rules) {
            this.rules = rules;
        }

        void add(DataRecord record) {
            for (String token : rules.tokens(record)) {
                words.merge(rules.word(token), 1, Integer::sum);
                for (int letter : rules.letters(token)) {
                    characters.merge(Character.toString(letter), 1, Integer::sum);
                }
            }
        }

        List<String> words(int most) {
            return top(words, rules.minCount(), most);
        }

        List<String> characters(int most) {
            return top(characters, 1, most);
        }

        private static List<String> top(Map<String, Integer> counts, int least, int most) {
            return counts.entrySet().stream()
                    .filter(entry -> entry.getValue() >= least)
                    .sorted(
                            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                    .thenComparing(Map.Entry.comparingByKey()))
                    .limit(most)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
