// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rankings, ratings and cold starts in complete pipelines. */
final class TestRecommendation {

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static List<Map<String, Object>> predict(Path model, String... lines)
            throws IOException {
        Path file = Files.createTempFile(folder, "who", ".jsonl");
        Files.writeString(file, String.join("\n", lines));
        List<Map<String, Object>> predictions = new ArrayList<>();
        lab.predict(model, file, predictions::add);
        return predictions;
    }

    @Test
    void recommendsWhatUsersHaveNotSeen() throws IOException {
        Path model = lab.train("top", Manifests.RANKING).model();
        Map<String, Double> test = lab.evaluate(model).of("test", "top");

        assertThat(lab.runtime().inspect(model).metrics().of("test", "top")).isEqualTo(test);
        assertThat(test.values()).allMatch(value -> value >= 0 && Double.isFinite(value));
        assertThat(test.get("auc")).isBetween(0.6, 1.0);
        // one relevant item for each user
        assertThat(test.get("ndcg@10")).isLessThanOrEqualTo(test.get("hit@10"));
        assertThat(test.get("mrr@10")).isLessThanOrEqualTo(test.get("ndcg@10"));
        assertThat(test.get("recall@10")).isEqualTo(test.get("hit@10"));
        assertThat(test.get("precision@10")).isCloseTo(test.get("hit@10") / 10, within(1e-9));

        List<Map<String, Object>> answers =
                predict(model, "{\"user\": \"u7\"}", "{\"user\": \"nobody\"}");

        assertThat((List<?>) answers.get(0).get("items")).hasSize(5).doesNotHaveDuplicates();
        assertThat(answers.get(0)).doesNotContainKey("cold_start");
        assertThat((List<?>) answers.get(1).get("items")).hasSize(5);
        assertThat(answers.get(1)).containsEntry("cold_start", true);
        assertThat(Files.readString(lab.folder("top").resolve("report.html")))
                .contains("among all items of the training data");
    }

    /** A minibatch of one record has five pairs. */
    @Test
    void minibatchesOfOneRecordServeWhatComparesPairs() {
        String compares =
                Manifests.RANKING
                        .replace(
                                "combiners:", "  norm: {type: batch_norm, from: neumf}\ncombiners:")
                        .replace("    from: neumf", "    from: norm");

        Map<String, float[]> trained =
                Lab.numbers(
                        lab.train(
                                        "pairs",
                                        compares,
                                        "training.batch_size=1",
                                        "training.epochs=1",
                                        "data.train.users=10",
                                        "data.test.users=10")
                                .model());

        assertThat(trained.get("norm.running_mean"))
                .isNotEqualTo(new float[trained.get("norm.running_mean").length]);
    }

    @Test
    void drawsTheSameNegativesAgain() {
        String few =
                Manifests.RANKING
                        .replace("users: 120", "users: 40")
                        .replaceAll("epochs: .*", "epochs: 2");
        byte[] first = lab.weights("one", few);

        assertThat(lab.weights("two", few)).isEqualTo(first);
        assertThat(lab.weights("three", few, "seed=4")).isNotEqualTo(first);
    }

    @Test
    void measuresAgainstGivenItems() {
        Path model =
                lab.train(
                                "given",
                                Manifests.RANKING,
                                "outputs.top.evaluation=given",
                                "outputs.top.negatives_column=negatives")
                        .model();

        // ranked among 31 items and not among 41
        assertThat(lab.evaluate(model).get("test", "top", "hit@10")).isBetween(0.3, 1.0);
    }

    @Test
    void ratesTheUnknownAsTheMean() throws IOException {
        String ratings =
                """
                manifest: 1
                name: ratings
                data:
                  train: {type: generated-ratings, users: 60, items: 40}
                inputs:
                  user: {type: user, column: user}
                  item: {type: item, column: item}
                particles:
                  mf: {type: mf, from: [user, item], factors: 4}
                outputs:
                  rating: {type: rating, column: rating, from: mf}
                training: {optimiser: {type: adam, learning_rate: 0.01}, epochs: 2, batch_size: 64}
                """;
        Path model = lab.train("ratings", ratings).model();

        List<Map<String, Object>> answers =
                predict(
                        model,
                        "{\"user\": \"nobody\", \"item\": \"nothing\"}",
                        "{\"user\": \"someone\", \"item\": \"nowhere\"}",
                        "{\"user\": \"u3\", \"item\": \"i3\"}");

        List<Object> values = new ArrayList<>();
        for (Map<String, Object> answer : answers) {
            values.add(find(answer, "rating"));
        }
        assertThat(values).allSatisfy(v -> assertThat((Double) v).isBetween(1.0, 5.0));
        assertThat(values.get(0)).isEqualTo(values.get(1));
        assertThat(new HashSet<>(values)).hasSize(2);
    }

    /** Returns the value of a key at any depth. */
    private static Object find(Map<?, ?> answer, String key) {
        Object value = answer.get(key);
        return value instanceof Map<?, ?> inner ? find(inner, key) : value;
    }

    @Test
    void leaveNoRoomForAnotherOutput() {
        SoraException failure =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                lab.plan(
                                        Manifests.RANKING,
                                        "outputs.stars={type: rating, column: rating, from: mf}"));

        assertThat(failure.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("SORA-2210"))
                .satisfies(problem -> assertThat(problem.have()).isEqualTo("top, stars"));
    }
}
