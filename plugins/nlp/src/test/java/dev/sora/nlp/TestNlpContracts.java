// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp;

import dev.sora.nlp.tagging.TagContracts;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.TypeContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

final class TestNlpContracts {

    private static final String READING =
            """
            manifest: 1
            name: reading
            data:
              train: {type: synthetic, records: 64}
              test: {type: synthetic, records: 16, seed: 2}
            inputs:
              word: {type: text, column: kind, tokenizer: subword, max_words: 8}
            particles:
              vectors: {type: embedding, from: word, units: 4, word_dropout: 0.1}
              states: {type: gru, from: vectors, units: 3, returns: sequence}
              view: {type: attention-pool, from: states}
            outputs:
              y: {type: plain-number, column: y, from: view}
            training:
              optimiser: {type: plain-descent, learning_rate: 0.02}
              epochs: 2
              batch_size: 16
            """;

    @TestFactory
    Stream<DynamicTest> inputs() {
        return NlpContracts.inputs().stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> particles(@TempDir Path folder) throws IOException {
        return NlpContracts.particles(folder).stream().flatMap(Contract::tests);
    }

    @TestFactory
    Stream<DynamicTest> tagging() {
        return tagged().stream().flatMap(Contract::tests);
    }

    private static List<TypeContract<?, ?>> tagged() {
        List<TypeContract<?, ?>> all = new ArrayList<>(TagContracts.inputs());
        all.addAll(TagContracts.particles());
        all.addAll(TagContracts.outputs());
        all.addAll(TagContracts.metrics());
        return all;
    }

    @TestFactory
    Stream<DynamicTest> plugin(@TempDir Path folder) throws IOException {
        List<TypeContract<?, ?>> all = new ArrayList<>(NlpContracts.inputs());
        all.addAll(NlpContracts.particles(folder));
        all.addAll(tagged());
        return Contracts.plugin(new NlpPlugin()).covers(all).trains(READING).tests();
    }
}
