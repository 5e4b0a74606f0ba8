// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.PredictionOptions;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake with texts and recommendations is reported once, with the cause and the fix. */
final class TestMistakes {

    private static final Map<String, String> INPUTS =
            Map.of(
                    "words", "{type: text, column: text}",
                    "kinds", "{type: category, columns: [c, d]}",
                    "num", "{type: number, column: n}",
                    "user", "{type: user, column: u}",
                    "item", "{type: item, column: i}",
                    "hist", "{type: history, user: u, item: i}",
                    "nowhere", "{type: text, column: nowhere}",
                    "pieces", "{type: text, column: text, tokenizer: subword, ngrams: 2}",
                    "rare", "{type: text, column: text, min_count: 99}",
                    "known", "{type: user, column: u, min_count: 2, unknown: error}");

    private static final String CLASSES = "type: classification, column: label, ";
    private static final String TOP = "type: implicit, user: u, item: i, ";

    @TempDir private static Path folder;
    private static Lab lab;
    private static int runs;

    @BeforeAll
    static void open() throws IOException {
        Files.writeString(
                folder.resolve("train.csv"),
                """
                text,c,d,n,u,i,label,neg,genre
                good film,x,,1,ann,a,yes,b c,g
                bad film,,z,2,bob,b,no,a c,h
                so so,y,z,3,ann,c,yes,a b,g
                well well,x,z,4,cid,d,no,a b c,h
                """);
        Files.writeString(
                folder.resolve("test.csv"),
                "text,c,d,n,u,i,label,neg,genre\nfilm,x,,1,ann,b,yes,c d,g\n");
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static void train(String inputs, String particles, String output, String... settings) {
        StringBuilder manifest =
                new StringBuilder(
                        """
                        manifest: 1
                        name: mistake
                        data:
                          train: {type: csv, path: train.csv}
                          test: {type: csv, path: test.csv}
                        inputs:
                        """);
        for (String name : inputs.split(" ")) {
            manifest.append("  %s: %s\n".formatted(name, INPUTS.get(name)));
        }
        manifest.append("particles:\n");
        for (String particle : particles.split(";")) {
            manifest.append("  %s}\n".formatted(particle.strip().replaceFirst(" ", ": {type: ")));
        }
        manifest.append("outputs:\n  out: {%s}\n".formatted(output));
        manifest.append("training: {optimiser: {type: adam}, epochs: 1, batch_size: 4}\n");
        lab.train("run" + runs++, manifest.toString(), settings);
    }

    private static void assertTold(SoraException failure, String code, String told) {
        assertThat(failure).isNotNull();
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.problems().get(0).code()).isEqualTo(code);
        assertThat(failure.problems().get(0).toString()).contains(told).contains("fix  ");
    }

    @ParameterizedTest(name = "{1} from {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nowhere    | a embedding, units: 4, from: nowhere; p pool, from: a   | SORA-2401 | nowhere
            pieces     | a embedding, units: 4, from: pieces; p pool, from: a    | SORA-2301 | tokenizer: words
            rare       | a embedding, units: 4, from: rare; p pool, from: a      | SORA-4503 | 99 times
            num        | a embedding, units: 4, from: num; p pool, from: a       | SORA-2301 | indices for embedding
            num        | p lstm, units: 3, from: num                             | SORA-2301 | an 'embedding'
            words      | p lstm, units: 3, from: words                           | SORA-2301 | put an 'embedding' before it
            kinds      | p gru, units: 3, from: kinds                            | SORA-2301 | put an 'embedding' before it
            words      | p embedding, units: 4, from: words                      | SORA-2303 | such as 'pool'
            words      | p dense, units: 4, from: words                          | SORA-2301 | such as an embedding
            words      | a embedding, units: 4, from: words; p flatten, from: a  | SORA-2301 | such as 'pool'
            words      | p embedding, units: 4, from: words, vectors: none.txt   | SORA-2303 | such as 'pool'
            kinds      | p embedding, units: 4, from: kinds, vectors: none.txt   | SORA-4505 | no such file
            words      | a embedding, units: 4, from: words, vectors: none.txt; p pool, from: a | SORA-4505 | no such file
            words      | a embedding, units: 4, from: words; p text-cnn, from: a, kernels: [] | SORA-2301 | list widths
            words      | a embedding, units: 4, from: words; p deepfm, from: [a] | SORA-2301 | such as 'pool'
            words      | a embedding, units: 4, from: words; b transformer-encoder, from: a, heads: 3; p pool, from: b | SORA-2301 | multiple of 'heads'
            hist       | a embedding, units: 4, from: hist; b transformer-encoder, from: a, positions: learned; p pool, from: b | SORA-2391 | positions
            item       | p mf, from: [item]                                      | SORA-2301 | from: [user, item]
            words item | p mf, from: [words, item]                               | SORA-2301 | such as 'user' and 'item'
            known item | p mf, from: [known, item]                               | SORA-4601 | train.csv:3
            """)
    void withParticles(String inputs, String particles, String code, String told) {
        assertTold(
                catchThrowableOfType(
                        SoraException.class, () -> train(inputs, particles, CLASSES + "from: p")),
                code,
                told);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            type: regression, column: label                                      | SORA-4306 | yes
            type: classification, column: label, classes: 3                      | SORA-4303 | where  manifest
            type: classification, column: label, classes: 4                      | SORA-4303 | set 'classes: 2'
            type: rating, column: label                                          | SORA-4604 | train.csv:2
            type: click, column: label                                           | SORA-4606 | set 'positive'
            type: click, column: label, positive: maybe                          | SORA-4605 | 4 times no
            type: implicit, user: u, item: nowhere                               | SORA-4610 | text, c, d
            type: implicit, user: nowhere, item: i                               | SORA-2401 | nowhere
            type: implicit, user: u, item: i, item_columns: [nowhere]            | SORA-4607 | item_columns
            type: implicit, user: u, item: i, item_columns: [u]                  | SORA-2303 | name each column once
            type: implicit, user: u, item: i, evaluation: given                  | SORA-2303 | negatives_column
            type: implicit, user: u, item: i, evaluation: given, negatives_column: nowhere | SORA-4610 | text, c, d
            type: implicit, user: u, item: i, evaluation: given, negatives_column: genre   | SORA-4609 | test.csv:2
            type: implicit, user: u, item: i, metrics: [accuracy]                | SORA-2501 | hit
            """)
    void withOutputs(String output, String code, String told) {
        assertTold(
                catchThrowableOfType(
                        SoraException.class,
                        () -> train("user item", "p mf, from: [user, item]", output + ", from: p")),
                code,
                told);
    }

    @Test
    void recordsThatAskNothingAreToldBeforeTraining() {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                train(
                                        "user item",
                                        "p mf, from: [user, item]",
                                        TOP + "from: p",
                                        "data.test.path=train.csv"));

        assertTold(failure, "SORA-4012", "training has not");
        assertThat(lab.files("run" + (runs - 1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            user item       | p mf, from: [user, item]                | TOP | negatives: 5000, top: 5000
            user item       | p mf, from: [user, item]                | TOP | evaluation: sampled, sampled_negatives: 5000
            kinds           | a embedding, units: 3, from: kinds; p flatten, from: a | CLASSES | head: true
            kinds num hist  | p deepfm, from: [kinds, num, hist]      | CLASSES | head: true
            user item       | p mf, from: [user, item]                | type: regression, column: n, | head: false
            """)
    void whatIsUnusualButNoMistake(
            String inputs, String particles, String output, String settings) {
        String type = output.equals("TOP") ? TOP : output.equals("CLASSES") ? CLASSES : output;

        train(inputs, particles, type + " from: p, " + settings);
    }

    /** A record that cannot be encoded must not prevent the answers to other records. */
    @Test
    void answersTheOthersWhereARecordIsBroken() throws IOException {
        train(
                "known item",
                "p mf, from: [known, item]",
                TOP + "from: p",
                "inputs.known.min_count=1");
        Path file = folder.resolve("who.jsonl");
        Files.writeString(file, "{\"u\": \"ann\"}\n{\"u\": \"eve\"}\n{\"u\": \"bob\"}\n");
        List<Map<String, Object>> answers = new ArrayList<>();
        Path model = lab.folder("run" + (runs - 1)).resolve("model.sora");
        lab.predict(
                model, file, PredictionOptions.DEFAULT.skippingBroken(), Lab.DEAF, answers::add);

        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).containsKey("items");
        assertThat(answers.get(1).get("error").toString()).contains("SORA-4601");
        assertThat(answers.get(2)).containsKey("items");
    }
}
