// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.ColumnEffects;
import dev.sora.core.ColumnEffects.Curve;
import dev.sora.core.ColumnEffects.Dependence;
import dev.sora.core.DataExplanation;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Importance and dependence of columns whose part in the target is planted. */
final class TestColumnEffects {

    private static final int ROWS = 240;

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path model;
    private static Path source;
    private static DataExplanation found;

    /** {@code cost = 3 a}, and red is dear; {@code b} and the remark are noise. */
    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder);
        Random random = new Random(4);
        String[] colours = {"red", "blue", "green"};
        StringBuilder csv = new StringBuilder("a,b,colour,remark,cost,dear\n");
        for (int row = 0; row < ROWS; row++) {
            double a = random.nextGaussian();
            String colour = colours[row % 3];
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%.4f,%.4f,%s,note %d,%.4f,%s\n",
                            a,
                            random.nextGaussian(),
                            colour,
                            row,
                            3 * a,
                            colour.equals("red") ? "yes" : "no"));
        }
        Path file = folder.resolve("rows.csv");
        Files.writeString(file, csv);
        source = folder.resolve("source.yaml");
        Files.writeString(source, "{type: csv, path: \"%s\"}\n".formatted(file));
        model =
                lab.train(
                                "rows",
                                """
                                manifest: 1
                                name: rows
                                seed: 3
                                data: {train: {type: csv, path: "%s"}}
                                inputs:
                                  numbers: {type: number, columns: [a, b]}
                                  colour: {type: category, column: colour, one_hot: true}
                                  remark: {type: text, column: remark, max_words: 20, length: 4}
                                particles:
                                  line: {type: dense, from: numbers, units: 4}
                                  paint: {type: dense, from: colour, units: 4}
                                  words: {type: embedding, from: remark, units: 2}
                                  read: {type: gru, from: words, units: 4}
                                combiners:
                                  both: {type: sum, from: [paint, read]}
                                outputs:
                                  cost: {type: regression, column: cost, from: line}
                                  dear: {type: classification, column: dear, from: both}
                                training: {optimiser: {type: adam, learning_rate: 0.05}, epochs: 10, batch_size: 32}
                                """
                                        .formatted(file))
                        .model();
        found = explained(ExplanationOptions.DEFAULT);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    private static DataExplanation explained(ExplanationOptions options) {
        try (Model open = lab.runtime().open(model)) {
            return open.explainData(Optional.of(source), options, Lab.DEAF);
        }
    }

    private static ColumnEffects columns(String output) {
        return found.outputs().get(output).columns();
    }

    @Test
    void theColumnsThatDecideLoseMost() {
        ColumnEffects cost = columns("cost");
        ColumnEffects dear = columns("dear");

        assertThat(cost.importance().keySet()).containsExactly("a", "b");
        assertThat(cost.permuted()).isEqualTo(ROWS);
        assertThat(cost.repeats()).isEqualTo(5);
        assertThat(cost.importance().get("a").mean()).isGreaterThan(1);
        assertThat(cost.importance().get("a").deviation()).isPositive();
        assertThat(Math.abs(cost.importance().get("b").mean())).isLessThan(0.1);
        assertThat(dear.importance().keySet()).containsExactly("colour", "remark");
        // two of nine pairs of colours differ in being red one way, two the other: 4/9 are wrong
        assertThat(dear.importance().get("colour").mean()).isCloseTo(4 / 9.0, within(0.08));
    }

    /**
     * A linear output of a is a line of the slope of its weights, whatever the other columns are.
     */
    @Test
    void theDependenceOfALinearModelHasAClosedForm() {
        Dependence a = columns("cost").dependence().get("a");

        assertThat(a.numeric()).isTrue();
        assertThat(a.values()).hasSize(10);
        assertThat(a.curves()).hasSize(1);
        assertThat(a.curves().get(0).answer()).isEmpty();
        try (Model open = lab.runtime().open(model)) {
            double[] b = values("b");
            for (int i = 0; i < 10; i += 3) {
                double expected =
                        Arrays.stream(b).map(each -> cost(open, 0, each)).average().orElseThrow()
                                + cost(open, number(a, i), 0)
                                - cost(open, 0, 0);
                assertThat(a.curves().get(0).scores().get(i)).isCloseTo(expected, within(1e-3));
            }
        }
    }

    private static double number(Dependence dependence, int at) {
        return ((Number) dependence.values().get(at)).doubleValue();
    }

    private static double cost(Model open, double a, double b) {
        Map<String, Object> record = Map.of("a", a, "b", b, "colour", "red", "remark", "note");
        return ((Number) open.predict(record).output("cost").get("value")).doubleValue();
    }

    /** Returns the values of a column of the 200 records that are varied. */
    private static double[] values(String column) {
        try (Model open = lab.runtime().open(model)) {
            List<Double> all = new ArrayList<>();
            open.read(
                    source,
                    Lab.DEAF,
                    record ->
                            all.add(
                                    Double.parseDouble(
                                            record.find(column).orElseThrow().toString())));
            double[] chosen = new double[200];
            for (int i = 0; i < chosen.length; i++) {
                chosen[i] = all.get(i * all.size() / chosen.length);
            }
            return chosen;
        }
    }

    @Test
    void eachAnswerHasACurveOverCategories() {
        Dependence colour = columns("dear").dependence().get("colour");
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        for (Curve curve : colour.curves()) {
            curves.put(curve.answer().orElseThrow(), curve.scores());
        }

        assertThat(colour.numeric()).isFalse();
        assertThat(colour.values()).containsExactlyInAnyOrder("red", "blue", "green");
        assertThat(curves).containsOnlyKeys("yes", "no");
        int red = colour.values().indexOf("red");
        int blue = colour.values().indexOf("blue");
        assertThat(curves.get("yes").get(red)).isGreaterThan(curves.get("no").get(red));
        assertThat(curves.get("yes").get(blue)).isLessThan(curves.get("no").get(blue));
    }

    @Test
    void aTextIsPermutedAsAWholeAndNotVaried() {
        assertThat(columns("dear").dependence()).containsOnlyKeys("colour");
        assertThat(found.outputs().get("cost").notes()).isEmpty();
        assertThat(columns("cost").dependence()).containsOnlyKeys("a", "b");
    }

    @Test
    void theSameSeedGivesTheSameOrders() {
        ExplanationOptions cost = ExplanationOptions.DEFAULT.outputs("cost");
        ColumnEffects same = explained(cost).outputs().get("cost").columns();
        ColumnEffects other = explained(cost.seed(1)).outputs().get("cost").columns();

        assertThat(same.importance()).isEqualTo(columns("cost").importance());
        assertThat(other.importance()).isNotEqualTo(columns("cost").importance());
        assertThat(other.dependence()).isEqualTo(columns("cost").dependence());
    }

    /** What the model does not read loses exactly nothing. */
    @Test
    void aColumnOfWeightZeroLosesNothing() {
        ModelPackage trained = ModelPackage.read(model);
        Map<String, TensorData> weights = new LinkedHashMap<>(trained.weights());
        float[] line = weights.get("line.weight").toFloats();
        for (int unit = 0; unit < 4; unit++) {
            line[unit * 2 + 1] = 0;
        }
        weights.put("line.weight", TensorData.floats(line, 4, 2));
        Path file = folder.resolve("deaf.sora");
        ModelPackage.write(
                file,
                new ModelPackage(
                        trained.manifest(),
                        trained.lock(),
                        weights,
                        trained.particles(),
                        trained.metrics(),
                        trained.card(),
                        trained.means()));
        try (Model open = lab.runtime().open(file)) {
            ColumnEffects cost =
                    open.explainData(
                                    Optional.of(source),
                                    ExplanationOptions.DEFAULT.outputs("cost"),
                                    Lab.DEAF)
                            .outputs()
                            .get("cost")
                            .columns();
            assertThat(cost.importance().get("b").mean()).isZero();
            assertThat(cost.importance().get("b").deviation()).isZero();
            assertThat(cost.dependence().get("b").curves().get(0).scores())
                    .allMatch(
                            score ->
                                    score.equals(
                                            cost.dependence()
                                                    .get("b")
                                                    .curves()
                                                    .get(0)
                                                    .scores()
                                                    .get(0)));
        }
    }

    @Test
    void particlesAloneLeaveColumnsOut() {
        DataExplanation alone =
                explained(
                        ExplanationOptions.DEFAULT.outputs("cost").by(ExplanationMethod.PARTICLES));

        assertThat(alone.outputs().get("cost").columns()).isEqualTo(ColumnEffects.NONE);
        assertThat(alone.tree().toString()).doesNotContain("columns=");
        assertThat(found.tree().toString()).contains("columns=").contains("dependence=");
    }
}
