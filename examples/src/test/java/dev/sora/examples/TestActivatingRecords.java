// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.hint.ActivatingRecords.Example;
import dev.sora.core.hint.ActivatingRecords.OfNode;
import dev.sora.core.hint.ActivatingRecords.Options;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records that activate particles most and least, compared with all their values. */
final class TestActivatingRecords {

    private static final int ROWS = 150;
    private static final DrawnPictures PICTURES = new DrawnPictures(8);

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model rows;
    private static Model pictures;
    private static Path source;
    private static final List<Map<String, Object>> RECORDS = new ArrayList<>();

    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder);
        Random random = new Random(1);
        StringBuilder csv = new StringBuilder("a,words,kind\n");
        for (int row = 0; row < ROWS; row++) {
            // the last rows repeat the first ones: equal activations
            Map<String, Object> record =
                    row >= ROWS - 20
                            ? RECORDS.get(row - ROWS + 20)
                            : Map.of(
                                    "a",
                                    Math.round(100 * random.nextGaussian()) / 100.0,
                                    "words",
                                    "red sun blue moon".substring(0, 3 + 4 * random.nextInt(4)));
            RECORDS.add(record);
            csv.append("%s,%s,%d%n".formatted(record.get("a"), record.get("words"), row % 2));
        }
        Files.writeString(folder.resolve("rows.csv"), csv);
        source = folder.resolve("source.yaml");
        Files.writeString(
                source, "{type: csv, path: \"%s\"}\n".formatted(folder.resolve("rows.csv")));
        rows =
                lab.runtime()
                        .open(
                                lab.train(
                                                "rows",
                                                """
                                                manifest: 1
                                                name: rows
                                                seed: 3
                                                data: {train: {type: csv, path: "%s"}}
                                                inputs:
                                                  a: {type: number, column: a}
                                                  words: {type: text, column: words, max_words: 20}
                                                particles:
                                                  view: {type: dense, from: a, units: 5, activation: tanh, count: 2}
                                                  vectors: {type: embedding, from: words, units: 4}
                                                  read: {type: gru, from: vectors, units: 3, returns: sequence}
                                                  gist: {type: pool, from: read, kind: mean}
                                                combiners:
                                                  both: {type: concat, from: [view, gist]}
                                                outputs: {kind: {type: classification, column: kind, from: both}}
                                                training: {optimiser: {type: adam}, epochs: 1, batch_size: 64}
                                                """
                                                        .formatted(folder.resolve("rows.csv")))
                                        .model());
        PICTURES.write(
                folder.resolve("images"),
                folder.resolve("labels"),
                40,
                bright -> PICTURES.pixels(new Random(2), (row, column) -> bright ? 200 : 0));
        pictures =
                lab.runtime()
                        .open(
                                lab.train(
                                                "pictures",
                                                """
                                                manifest: 1
                                                name: pictures
                                                seed: 3
                                                data: {train: {type: idx, images: "%s", labels: "%s"}}
                                                inputs: {image: {type: image, column: image}}
                                                particles:
                                                  stem: {type: conv2d, from: image, filters: 3, kernel: 3}
                                                  gist: {type: global_avg_pool, from: stem}
                                                outputs: {bright: {type: classification, column: label, from: gist}}
                                                training: {optimiser: {type: adam}, epochs: 1, batch_size: 16}
                                                """
                                                        .formatted(
                                                                folder.resolve("images"),
                                                                folder.resolve("labels")))
                                        .model());
    }

    @AfterAll
    static void close() {
        rows.close();
        pictures.close();
        lab.close();
    }

    private static ActivatingRecords found(int count, OptionalInt unit, String... nodes) {
        return rows.activating(source, new Options(count, List.of(nodes), unit), Lab.DEAF);
    }

    /** Returns the mean of the values of each record, one by one, without any batch or padding. */
    private static double[] activations(String node) {
        double[] means = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            float[] values = rows.tap(List.of(RECORDS.get(i)), node).get(node).floats();
            for (float value : values) {
                means[i] += (double) value / values.length;
            }
        }
        return means;
    }

    private static List<Integer> order(double[] activations, boolean least) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < activations.length; i++) {
            order.add(i);
        }
        // rounding differs between batches; equal rows keep their order
        order.sort(
                Comparator.<Integer>comparingDouble(
                                i -> Math.round(activations[i] * 1e5) * (least ? 1 : -1))
                        .thenComparingInt(i -> i));
        return order;
    }

    /** A sequence of a batch is padded to the longest: padding must not count. */
    @Test
    void areThoseOfAllRecordsOneByOne() {
        ActivatingRecords all = found(4, OptionalInt.empty());

        assertThat(all.searched()).isEqualTo(ROWS);
        assertThat(all.nodes())
                .containsOnlyKeys("view[0]", "view[1]", "vectors", "read", "gist", "both");
        for (String node : List.of("view[1]", "read", "gist")) {
            double[] activations = activations(node);
            OfNode own = all.nodes().get(node);
            check(own.most(), activations, order(activations, false));
            check(own.least(), activations, order(activations, true));
            double mean = java.util.Arrays.stream(activations).average().orElseThrow();
            assertThat(own.mean()).isCloseTo(mean, within(1e-5));
        }
        assertThat(all.nodes().get("view[0]").most().get(0).values()).containsKeys("a", "words");
        assertThat(all.nodes().get("view[0]").most().get(0).target()).containsKey("kind");
    }

    private static void check(List<Example> found, double[] activations, List<Integer> order) {
        assertThat(found).hasSize(4);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).activation())
                    .isCloseTo(activations[order.get(i)], within(2e-5));
        }
        assertThat(found.get(0).number()).isEqualTo(order.get(0) + 1L);
        assertThat(found.stream().map(Example::number)).doesNotHaveDuplicates();
    }

    @Test
    void aUnitIsOneOfThem() {
        OfNode own = found(1, OptionalInt.of(2), "view[0]").nodes().get("view[0]");
        float[] values =
                rows.tap(List.of(RECORDS.get((int) own.most().get(0).number() - 1)), "view[0]")
                        .get("view[0]")
                        .floats();

        assertThat(own.most().get(0).activation()).isCloseTo(values[1], within(1e-5));
        assertThatThrownBy(() -> found(1, OptionalInt.of(6), "view[0]"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4965")
                .hasMessageContaining("5 units");
    }

    @Test
    void nodesWithoutTheUnitAreLeftOut() {
        assertThat(found(1, OptionalInt.of(4)).nodes())
                .containsOnlyKeys("view[0]", "view[1]", "vectors", "both");
        assertThatThrownBy(() -> found(1, OptionalInt.of(14)))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4965")
                .hasMessageContaining("has a unit 14");
    }

    @Test
    void whatCannotBeFoundIsRefused() throws IOException {
        for (String node : List.of("kind", "words")) {
            assertThatThrownBy(() -> found(1, OptionalInt.empty(), node))
                    .isInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4965");
        }
        assertThatThrownBy(() -> new Options(101, List.of(), OptionalInt.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        Files.writeString(folder.resolve("none.csv"), "a,words,kind\n");
        Path none = folder.resolve("none.yaml");
        Files.writeString(
                none, "{type: csv, path: \"%s\"}\n".formatted(folder.resolve("none.csv")));
        assertThatThrownBy(() -> rows.activating(none, Options.of(1), Lab.DEAF))
                .isInstanceOf(SoraException.class);
    }

    /** More records are asked for than there are: all come, each once. */
    @Test
    void picturesAreKeptAndEachRecordComesOnce() throws IOException {
        Path data = folder.resolve("pictures.yaml");
        Files.writeString(
                data,
                "{type: idx, images: \"%s\", labels: \"%s\"}\n"
                        .formatted(folder.resolve("images"), folder.resolve("labels")));
        OfNode stem = pictures.activating(data, Options.of(100), Lab.DEAF).nodes().get("stem");

        assertThat(stem.most()).hasSize(40);
        assertThat(stem.most().stream().map(Example::number)).doesNotHaveDuplicates();
        assertThat(stem.most().get(0).picture().orElseThrow().width()).isEqualTo(8);
        assertThat(stem.most().get(0).activation()).isGreaterThan(stem.least().get(0).activation());
    }
}
