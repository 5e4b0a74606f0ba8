// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Explanation;
import dev.sora.core.Explanation.OfInput;
import dev.sora.core.Explanation.OfOutput;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Explanations of models whose data is made so that the right explanation is known: every method
 * that claims to find it does.
 */
final class TestPlantedTruths {

    private static final int SIDE = 12;
    private static final DrawnPictures PICTURES = new DrawnPictures(SIDE);

    @TempDir private static Path folder;
    private static Lab lab;
    private static Path table;
    private static Path text;
    private static Path picture;
    private static Path spot;

    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder);
        table = lab.train("table", table()).model();
        text = lab.train("text", text()).model();
        picture = lab.train("picture", picture()).model();
        spot = lab.train("spot", spot()).model();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /** Two of twenty columns decide. */
    private static String table() throws IOException {
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            csv.append('c').append(i).append(',');
        }
        csv.append("kind\n");
        for (int row = 0; row < 600; row++) {
            double[] values = new double[20];
            for (int i = 0; i < 20; i++) {
                values[i] = random.nextGaussian();
                csv.append("%.4f,".formatted(values[i]));
            }
            csv.append(values[3] + values[11] > 0 ? "high" : "low").append('\n');
        }
        Files.writeString(folder.resolve("table.csv"), csv);
        String columns =
                IntStream.range(0, 20).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        return """
               manifest: 1
               name: table
               seed: 3
               data: {train: {type: csv, path: "%s"}}
               inputs: {facts: {type: number, columns: [%s]}}
               particles:
                 wide: {type: dense, from: facts, units: 16, activation: relu, count: 2}
               combiners: {all: {type: sum, from: wide}}
               outputs: {kind: {type: classification, column: kind, from: all}}
               training: {optimiser: {type: adam, learning_rate: 0.02}, epochs: 15, batch_size: 64}
               """
                .formatted(folder.resolve("table.csv"), columns);
    }

    /** One word decides, anywhere among words that mean nothing. */
    private static String text() throws IOException {
        Random random = new Random(2);
        String[] filler = {"the", "film", "was", "seen", "by", "many", "people", "in", "town"};
        StringBuilder csv = new StringBuilder("text,label,size\n");
        for (int row = 0; row < 300; row++) {
            boolean good = row % 2 == 0;
            List<String> words = new ArrayList<>();
            for (int i = 0; i < 4 + random.nextInt(6); i++) {
                words.add(filler[random.nextInt(filler.length)]);
            }
            words.add(random.nextInt(words.size()), good ? "splendid" : "dreadful");
            csv.append(String.join(" ", words))
                    .append(good ? ",good," : ",bad,")
                    .append(random.nextInt(50))
                    .append('\n');
        }
        Files.writeString(folder.resolve("text.csv"), csv);
        return """
               manifest: 1
               name: text
               seed: 3
               data: {train: {type: csv, path: "%s"}}
               inputs:
                 words: {type: text, column: text, max_words: 100, length: 12}
                 size: {type: number, column: size}
               particles:
                 meaning: {type: embedding, from: words, units: 12}
                 reading: {type: lstm, from: meaning, units: 12}
                 figure: {type: dense, from: size, units: 4, activation: relu}
               combiners: {both: {type: concat, from: [reading, figure]}}
               outputs: {label: {type: classification, column: label, from: both}}
               training: {optimiser: {type: adam, learning_rate: 0.02}, epochs: 6, batch_size: 32}
               """
                .formatted(folder.resolve("text.csv"));
    }

    /** The brightness of the upper left corner decides; everything else is noise. */
    private static String picture() throws IOException {
        Random random = new Random(3);
        PICTURES.write(
                folder.resolve("images"),
                folder.resolve("labels"),
                400,
                bright -> pixels(random, bright));
        return """
               manifest: 1
               name: picture
               seed: 3
               data: {train: {type: idx, images: "%s", labels: "%s"}}
               inputs: {image: {type: image, column: image}}
               particles:
                 stem: {type: conv2d, from: image, filters: 4, kernel: 3, activation: relu, pool: 2}
                 flat: {type: dense, from: stem, units: 16, activation: relu}
               outputs: {bright: {type: classification, column: label, from: flat}}
               training: {optimiser: {type: adam, learning_rate: 0.01}, epochs: 8, batch_size: 32}
               """
                .formatted(folder.resolve("images"), folder.resolve("labels"));
    }

    /** A bright spot anywhere decides. */
    private static String spot() throws IOException {
        Random random = new Random(4);
        PICTURES.write(
                folder.resolve("spots"),
                folder.resolve("spot-labels"),
                400,
                spot ->
                        spot
                                ? spotted(random, random.nextInt(9), random.nextInt(9))
                                : spotted(random, SIDE, SIDE));
        return """
               manifest: 1
               name: spot
               seed: 3
               data: {train: {type: idx, images: "%s", labels: "%s"}}
               inputs: {image: {type: image, column: image}}
               particles:
                 stem: {type: conv2d, from: image, filters: 8, kernel: 3, activation: relu}
                 gist: {type: global_avg_pool, from: stem}
               outputs: {spotted: {type: classification, column: label, from: gist}}
               training: {optimiser: {type: adam, learning_rate: 0.03}, epochs: 6, batch_size: 32}
               """
                .formatted(folder.resolve("spots"), folder.resolve("spot-labels"));
    }

    private static byte[] spotted(Random random, int top, int left) {
        return PICTURES.pixels(
                random,
                (row, column) ->
                        row >= top && row < top + 3 && column >= left && column < left + 3
                                ? 200
                                : 0);
    }

    private static byte[] pixels(Random random, boolean bright) {
        int level = bright ? 200 : 10;
        return PICTURES.pixels(
                random, (row, column) -> row < 3 && column < 3 ? level : random.nextInt(200));
    }

    private static Map<String, Object> row(double third, double eleventh) {
        Map<String, Object> row = new LinkedHashMap<>();
        Random random = new Random(9);
        for (int i = 0; i < 20; i++) {
            row.put("c" + i, i == 3 ? third : i == 11 ? eleventh : random.nextGaussian() / 2);
        }
        return row;
    }

    private static OfInput explained(Path file, Map<String, ?> record, ExplanationOptions options) {
        try (Model model = lab.runtime().open(file)) {
            Explanation explanation = model.explain(record, options);
            OfOutput output = explanation.outputs().values().iterator().next();
            assertThat(explanation.json()).contains("\"inputs\"");
            return output.inputs().values().iterator().next();
        }
    }

    private static List<Integer> strongest(List<Double> values, int count) {
        return IntStream.range(0, values.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(values.get(i))))
                .limit(count)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEGRATED_GRADIENTS", "SALIENCY", "OCCLUSION"})
    void findsTheColumnsThatDecide(ExplanationMethod method) {
        OfInput facts = explained(table, row(1.5, 1.2), ExplanationOptions.DEFAULT.by(method));

        List<String> first =
                strongest(facts.values(), 2).stream().map(i -> facts.labels().get(i)).toList();
        assertThat(Set.copyOf(first)).containsExactlyInAnyOrder("c3", "c11");
    }

    /**
     * Saliency claims less: it tells how sensitive the score is, and the score of a sure model is
     * hardly sensitive to the word that decided.
     */
    @ParameterizedTest
    @EnumSource(names = {"INTEGRATED_GRADIENTS", "OCCLUSION"})
    void findsTheWordThatDecides(ExplanationMethod method) {
        OfInput words =
                explained(
                        text,
                        Map.of("text", "people in the dreadful town", "size", 25),
                        ExplanationOptions.DEFAULT.by(method));

        assertThat(words.labels()).containsExactly("people", "in", "the", "dreadful", "town");
        assertThat(words.values()).hasSize(5);
        assertThat(strongest(words.values(), 1)).containsExactly(3);
        assertThat(words.values().get(3)).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"INTEGRATED_GRADIENTS", "SALIENCY", "OCCLUSION"})
    void findsTheCornerThatDecides(ExplanationMethod method) {
        OfInput image = explained(picture, bright(), ExplanationOptions.DEFAULT.by(method));

        int rows = image.shape().get(0);
        int columns = image.shape().get(1);
        int first = strongest(image.values(), 1).get(0);
        assertThat(first / columns * SIDE / rows).isLessThanOrEqualTo(3);
        assertThat(first % columns * SIDE / columns).isLessThanOrEqualTo(3);
        assertThat(image.picture().orElseThrow().width()).isEqualTo(SIDE);
    }

    /** Grad-CAM claims to find what decides wherever it is: here, a spot. */
    @Test
    void findsTheSpotThatDecides() {
        byte[] pixels = spotted(new Random(78), 7, 2);
        OfInput image =
                explained(
                        spot,
                        Map.of("image", PICTURES.image(pixels)),
                        ExplanationOptions.DEFAULT.by(ExplanationMethod.GRAD_CAM));

        int columns = image.shape().get(1);
        int first = strongest(image.values(), 1).get(0);
        assertThat(first / columns * SIDE / image.shape().get(0)).isBetween(5, 10);
        assertThat(first % columns * SIDE / columns).isBetween(0, 5);
    }

    /** Inputs of different shapes, one of them of indices (captum, 766 and 928). */
    @Test
    void severalInputsShareTheDifference() {
        try (Model model = lab.runtime().open(text)) {
            OfOutput label =
                    model.explain(
                                    Map.of("text", "a splendid film", "size", 49),
                                    ExplanationOptions.DEFAULT)
                            .outputs()
                            .get("label");
            OfInput words = label.inputs().get("words");
            OfInput size = label.inputs().get("size");

            assertThat(words.node()).isEqualTo("meaning");
            assertThat(size.node()).isEqualTo("size");
            assertThat(size.labels()).containsExactly("size");
            double total = words.total().orElseThrow() + size.total().orElseThrow();
            assertThat(Math.abs(words.total().orElseThrow()))
                    .isGreaterThan(Math.abs(size.total().orElseThrow()));
            assertThat(words.error()).isLessThanOrEqualTo(0.01 * Math.abs(total) + 1e-4);
            assertThat(label.particles()).containsOnlyKeys("reading", "figure");
        }
    }

    private static Map<String, Object> bright() {
        return Map.of("image", PICTURES.image(pixels(new Random(77), true)));
    }

    /**
     * J. Adebayo et al., 2018, Sanity checks for saliency maps: an explanation that stays the same
     * when the weights are random does not explain the model.
     */
    @ParameterizedTest
    @EnumSource(names = {"INTEGRATED_GRADIENTS", "SALIENCY", "OCCLUSION", "GRAD_CAM"})
    void dependsOnTheWeights(ExplanationMethod method) {
        ModelPackage trained = ModelPackage.read(picture);
        Map<String, TensorData> weights = new LinkedHashMap<>();
        Random random = new Random(5);
        trained.weights()
                .forEach(
                        (name, tensor) -> {
                            float[] values = tensor.toFloats();
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) random.nextGaussian() * 0.2f;
                            }
                            weights.put(name, TensorData.floats(values, tensor.dimensions()));
                        });
        Path other = folder.resolve("random-%s.sora".formatted(method));
        ModelPackage.write(
                other,
                new ModelPackage(
                        trained.manifest(),
                        trained.lock(),
                        weights,
                        trained.particles(),
                        trained.metrics(),
                        trained.card(),
                        trained.means()));

        ExplanationOptions options = ExplanationOptions.DEFAULT.by(method);
        List<Double> before = explained(picture, bright(), options).values();
        List<Double> after = explained(other, bright(), options).values();

        assertThat(Math.abs(rankCorrelation(before, after))).isLessThan(0.7);
    }

    /** C. Spearman, 1904. */
    private static double rankCorrelation(List<Double> one, List<Double> other) {
        double[] a = ranks(one);
        double[] b = ranks(other);
        double mean = (a.length - 1) / 2.0;
        double product = 0;
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - mean) * (b[i] - mean);
            square += (a[i] - mean) * (a[i] - mean);
        }
        return product / square;
    }

    private static double[] ranks(List<Double> values) {
        List<Integer> order =
                IntStream.range(0, values.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(values::get))
                        .toList();
        double[] ranks = new double[values.size()];
        for (int i = 0; i < ranks.length; i++) {
            ranks[order.get(i)] = i;
        }
        return ranks;
    }

    @Test
    void aTextOfOneWordAndAnEmptyOneAreExplained() {
        OfInput word =
                explained(text, Map.of("text", "splendid", "size", 1), ExplanationOptions.DEFAULT);
        OfInput unknown =
                explained(text, Map.of("text", "zebra", "size", 1), ExplanationOptions.DEFAULT);

        assertThat(word.labels()).containsExactly("splendid");
        assertThat(unknown.labels()).containsExactly("(unknown)");
        assertThat(unknown.values()).allMatch(Double::isFinite);
    }
}
