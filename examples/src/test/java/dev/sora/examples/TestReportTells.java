// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report shows besides the metrics: intervals, a constant answer, curves, columns. */
final class TestReportTells {

    private static Lab lab;

    @TempDir private static Path folder;

    @BeforeAll
    static void open() throws IOException {
        lab = new Lab(folder);
        Random random = new Random(5);
        StringBuilder rows = new StringBuilder("signal,noise,kind,amount\n");
        for (int i = 0; i < 400; i++) {
            double signal = random.nextGaussian();
            rows.append(
                    "%s,%s,%s,%s\n"
                            .formatted(
                                    signal,
                                    random.nextGaussian(),
                                    signal > 0.6 ? "yes" : "no",
                                    3 * signal + 1));
        }
        Files.writeString(folder.resolve("t.csv"), rows);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static JsonNode parts(String output) throws IOException {
        return reported(
                output,
                """
                                manifest: 1
                                data:
                                  train: {type: csv, path: t.csv}
                                  test: {fraction: 0.25}
                                inputs:
                                  x: {type: number, columns: [signal, noise]}
                                outputs:
                                  y: {from: x, %s}
                                training:
                                  optimiser: {type: adam, learning_rate: 0.05}
                                  epochs: 30
                                """
                        .formatted(output));
    }

    private static JsonNode reported(String name, String manifest) throws IOException {
        Path report =
                lab.train(name, manifest).files().stream()
                        .filter(file -> file.endsWith("report.html"))
                        .findFirst()
                        .orElseThrow();
        String html = Files.readString(report);
        String start = "id=\"data\">";
        String json =
                html.substring(html.indexOf(start) + start.length(), html.indexOf("</script>"));
        return new ObjectMapper().readTree(json).get("outputs").get(0).get("parts");
    }

    private static JsonNode part(JsonNode parts, String title) {
        for (JsonNode part : parts) {
            if (part.path("title").asText().startsWith(title)) {
                return part;
            }
        }
        throw new AssertionError("no part '" + title + "' in " + parts);
    }

    private static double value(JsonNode part, String row, int column) {
        for (JsonNode line : part.get("rows")) {
            if (line.get("name").asText().equals(row)) {
                return line.get("values").get(column).asDouble();
            }
        }
        throw new AssertionError("no row '" + row + "' in " + part);
    }

    @Test
    void ofClassesHowSureTheMetricsAreAndWhichColumnsCount() throws IOException {
        JsonNode parts = parts("type: classification, column: kind");

        JsonNode metrics = part(parts, "Metrics with 95 % intervals");
        double accuracy = value(metrics, "accuracy", 0);
        assertThat(accuracy)
                .isBetween(value(metrics, "accuracy", 1), value(metrics, "accuracy", 2));
        assertThat(value(metrics, "accuracy", 2) - value(metrics, "accuracy", 1))
                .isBetween(0.03, 0.25);
        assertThat(value(metrics, "accuracy", 3)).isBetween(0.6, 0.85).isLessThan(accuracy);
        JsonNode columns = part(parts, "Columns by how much worse");
        assertThat(columns.get("rows").get(0).get("name").asText()).isEqualTo("signal");
        assertThat(value(columns, "signal", 0)).isGreaterThan(0.1);
        assertThat(value(columns, "noise", 0)).isBetween(-0.05, 0.05);
        assertThat(part(parts, "ROC").get("rows")).hasSize(1);
        assertThat(part(parts, "Calibration").get("note").asText()).contains("calibration error");
    }

    @Test
    void ofNumbersWhatTheMeanWouldReach() throws IOException {
        JsonNode parts = parts("type: regression, column: amount, metrics: [rmse, r2]");

        JsonNode metrics = part(parts, "Metrics with 95 % intervals");
        assertThat(value(metrics, "rmse", 3)).isBetween(2.0, 4.0);
        assertThat(value(metrics, "r2", 3)).isCloseTo(0, within(1e-12));
        assertThat(value(metrics, "rmse", 0))
                .isBetween(value(metrics, "rmse", 1), value(metrics, "rmse", 2))
                .isLessThan(value(metrics, "rmse", 3));
        assertThat(value(part(parts, "Columns by how much worse"), "signal", 0)).isPositive();
    }

    /** In the training data, a has four users, b three, c two and d one. */
    @Test
    void ofRankingsWhatPopularityWouldReach() throws IOException {
        Files.writeString(
                folder.resolve("seen.csv"),
                "user,item\nann,a\nann,b\nbob,a\nbob,c\ncid,a\ncid,b\ndan,b\ndan,d\neve,a\neve,c\n");
        // ranks by popularity: 2 of c d, 1 of b d, 2 of a c, 2 of b d, 2 of all; new is a miss
        Files.writeString(
                folder.resolve("asked.csv"),
                "user,item\nann,d\nbob,b\ndan,c\neve,d\nzoe,b\ncid,new\n");
        String manifest =
                """
                manifest: 1
                data:
                  train: {type: csv, path: seen.csv}
                  test: {type: csv, path: asked.csv}
                inputs:
                  user: {type: user, column: user}
                  item: {type: item, column: item}
                particles:
                  mf: {type: mf, from: [user, item], factors: 2}
                outputs:
                  top:
                    {type: implicit, user: user, item: item, from: mf, unknown_user: model,
                     evaluation: all, metrics: [hit@1, hit@2, mrr@10, coverage@1]}
                training: {epochs: 1, optimiser: {type: sgd, learning_rate: 0.01}}
                """;

        JsonNode parts = reported("top", manifest);

        JsonNode metrics = part(parts, "Metrics with 95 % intervals, and those of popularity");
        assertThat(metrics.get("columns").get(3).asText()).isEqualTo("popularity");
        assertThat(value(metrics, "hit@1", 3)).isEqualTo(1.0 / 6);
        assertThat(value(metrics, "hit@2", 3)).isEqualTo(5.0 / 6);
        assertThat(value(metrics, "mrr@10", 3)).isEqualTo((1 + 4 * 0.5) / 6);
        // the first are c, b, a, b, a and, for cid, c
        assertThat(value(metrics, "coverage@1", 3)).isEqualTo(3.0 / 4);
        double hit = value(metrics, "hit@2", 0);
        assertThat(hit).isBetween(value(metrics, "hit@2", 1), value(metrics, "hit@2", 2));
        assertThat(value(metrics, "hit@2", 1)).isLessThan(value(metrics, "hit@2", 2));
        assertThat(metrics.get("rows").get(3).get("values").get(1).asText()).isEqualTo("NaN");
        assertThat(part(parts, "How it was measured").toString())
                .contains("ranked by the number of users whom the training data has with them");
    }

    /** Shape errors that only the data reveals are reported for all nodes at once. */
    @Test
    void everyMisfitThatOnlyTheDataShowsIsNamed() {
        SoraException thrown =
                catchThrowableOfType(
                        SoraException.class,
                        () ->
                                lab.train(
                                        "misfits",
                                        """
                                manifest: 1
                                data:
                                  train: {type: drawn-digits, samples: 60, seed: 1}
                                inputs:
                                  image: {type: image, column: image}
                                particles:
                                  wide: {type: conv2d, from: image, filters: 2, kernel: 99, padding: valid}
                                  after: {type: dense, from: wide, units: 4}
                                  tall: {type: conv2d, from: image, filters: 2, kernel: 98, padding: valid}
                                outputs:
                                  one: {type: classification, column: label, from: after}
                                  two: {type: classification, column: label, from: tall}
                                """));

        assertThat(thrown.problems()).extracting(Problem::code).containsOnly("SORA-2390");
        assertThat(thrown.problems()).hasSize(2);
    }
}
