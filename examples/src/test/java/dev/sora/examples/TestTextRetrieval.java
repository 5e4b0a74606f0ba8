// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.Sora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dual encoder that chooses texts, also among texts that training has not seen. */
final class TestTextRetrieval {

    private static final List<String> KINDS =
            List.of("small", "red", "old", "quiet", "new", "green", "warm", "sad", "tall", "kind");
    private static final List<String> THINGS =
            List.of("dog", "cat", "house", "garden", "car", "boat", "tree", "book", "lamp", "hat");

    private static final String MANIFEST =
            """
            manifest: 1
            name: chosen
            seed: 3
            data:
              train: {type: jsonl, path: %s}
              test: {type: jsonl, path: %s}
            inputs:
              asked: {type: text, column: asked, max_words: 100}
              said: {type: text, column: answer, max_words: 100}
            particles:
              asked_words: {type: embedding, from: asked, units: 16, initialiser: normal}
              said_words: {type: embedding, from: said, units: 16, initialiser: normal}
              question: {type: pool, from: asked_words}
              candidate: {type: pool, from: said_words}
            outputs:
              answer: {type: retrieved-text, column: answer, query_column: asked, from: [question, candidate], candidates: 20, top: 3}
            training:
              optimiser: {type: adam, learning_rate: 0.02}
              epochs: 30
              batch_size: 16
            """;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Sora.TrainingResult result;
    private static Model model;

    /** One of three combinations of words is in no answer of the training. */
    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder);
        StringBuilder train = new StringBuilder();
        StringBuilder test = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String kind = KINDS.get(i / 10);
            String thing = THINGS.get(i % 10);
            (i % 3 == 0 ? test : train)
                    .append(
                            "{\"asked\": \"of a %s %s\", \"answer\": \"Yours is a %s, a %s one.\"}%n"
                                    .formatted(kind + "ish", thing + "let", thing, kind));
        }
        Path learned = Files.writeString(folder.resolve("train.jsonl"), train);
        Path measured = Files.writeString(folder.resolve("test.jsonl"), test);
        result = lab.train("chosen", MANIFEST.formatted(learned, measured));
        model = lab.runtime().open(result.model());
    }

    @AfterAll
    static void close() {
        model.close();
        lab.close();
    }

    /** No word of a question is in its answer, so TF-IDF would guess: 1 of 20. */
    @Test
    void choosesAmongTextsThatTrainingHasNotSeen() {
        assertThat(result.metrics().get("test", "answer", "hit@1")).isGreaterThan(0.6);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    @Test
    void answersWithTextsOfTheTraining() {
        Map<String, Object> answer =
                model.predict(Map.of("asked", "of a redish doglet")).output("answer");

        assertThat(answer).containsEntry("text", "Yours is a dog, a red one.");
        assertThat((List<?>) answer.get("texts")).hasSize(3).doesNotHaveDuplicates();
        assertThat(model.columns()).extracting(column -> column.column()).containsExactly("asked");
        assertThat(model.retrieving()).containsExactly("answer");
        assertThat(model.generating()).isEmpty();
    }

    /** Values that are computed once for each side give the score of the pair. */
    @Test
    void aScoreIsTheCosineOfBothVectors() {
        String asked = "of a redish doglet and an oldish hatlet";
        Map<String, Object> answer = model.predict(Map.of("asked", asked)).output("answer");
        List<?> texts = (List<?>) answer.get("texts");
        List<?> scores = (List<?>) answer.get("scores");
        for (int i = 0; i < texts.size(); i++) {
            var values =
                    model.tap(
                            List.of(Map.of("asked", asked, "answer", texts.get(i))),
                            "question",
                            "candidate");
            assertThat((Double) scores.get(i))
                    .isCloseTo(
                            cosine(
                                    values.get("question").floats(),
                                    values.get("candidate").floats()),
                            within(1e-5));
        }
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void aBatchAnswersAsItsRecordsAlone() {
        List<Map<String, String>> records =
                List.of(
                        Map.of("asked", "of a redish doglet"),
                        Map.of("asked", "hatlet"),
                        Map.of("asked", "of of of a tallish booklet, an oldish one"));
        List<Prediction> together = model.predict(records);
        for (int i = 0; i < records.size(); i++) {
            assertThat(model.predict(records.get(i)).output("answer").get("texts"))
                    .isEqualTo(together.get(i).output("answer").get("texts"));
        }
    }

    @Test
    void theReportComparesWithTheBaseline() throws IOException {
        assertThat(Files.readString(folder.resolve("chosen/report.html")))
                .contains("TF-IDF", "ranked among itself and at most 19 other texts");
    }
}
