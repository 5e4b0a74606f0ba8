// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.TextProfile;
import java.util.Map;

/** The branch of a draft that reads a text: the mean of its word embeddings. */
final class TextBranch {

    private static final int LONGEST_TEXT = 500;

    private TextBranch() {}

    static void add(ColumnProfile column, DraftGraph graph) {
        String name = graph.inputName(column, "text");
        boolean chinese = Draft.isIdeographic(column);
        Map<String, Object> input = DraftGraph.node("type", "text", "column", column.name());
        if (chinese) {
            input.put("tokenizer", "chinese");
        }
        input.put("ngrams", 2L);
        input.put("min_count", 2L);
        input.put("max_words", 50_000L);
        double longest =
                column.texts().flatMap(TextProfile::words).map(NumberProfile::most).orElse(0.0);
        if (longest > LONGEST_TEXT) {
            input.put("length", (long) 2 * LONGEST_TEXT);
        }
        // A text may consist of words that are too rare for the vocabulary.
        input.put("empty", "unknown");
        graph.input(name, input);
        String words = graph.particleName(name, "words");
        String gist = graph.particleName(name, "gist");
        String rest = graph.particleName(name, "rest");
        graph.particle(
                words,
                "type",
                "embedding",
                "from",
                name,
                "units",
                32L,
                "initialiser",
                "normal",
                "scale",
                0.1);
        graph.particle(gist, "type", "pool", "from", words, "kind", "mean");
        graph.particle(rest, "type", "dropout", "from", gist, "rate", 0.3);
        graph.branch(rest);
    }
}
