// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.particle.UnknownValues;
import java.util.LinkedHashSet;
import java.util.Set;

/** Counts the tokens that are not in a vocabulary. */
final class UnknownWords implements Splitter.Sink {

    private final Vocabulary vocabulary;
    private final Set<String> examples = new LinkedHashSet<>();
    private long count;
    private long unknown;

    UnknownWords(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public boolean accept(char[] buffer, int length) {
        count++;
        if (vocabulary.number(buffer, length) < 0) {
            unknown++;
            if (examples.size() < UnknownValues.MOST_EXAMPLES) {
                examples.add(new String(buffer, 0, length));
            }
        }
        return true;
    }

    UnknownValues counted(String column, String what) {
        return UnknownValues.of(column, what, count, unknown, examples.stream().toList());
    }
}
