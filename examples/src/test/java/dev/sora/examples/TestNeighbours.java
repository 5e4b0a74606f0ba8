// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.Model;
import dev.sora.core.Neighbours;
import dev.sora.core.Neighbours.Distance;
import dev.sora.core.Neighbours.Neighbour;
import dev.sora.core.Neighbours.Options;
import dev.sora.core.io.TensorData;
import dev.sora.core.packaging.ModelPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nearest records in spaces whose geometry is known: a particle that passes values on. */
final class TestNeighbours {

    @TempDir private static Path folder;
    private static Lab lab;
    private static Model model;
    private static Path input;
    private static Path source;

    /** The node {@code same} is the identity of {@code x} and {@code y}; so is the generation. */
    @BeforeAll
    static void train() throws IOException {
        lab = new Lab(folder);
        // 130 records: more than two batches; a record far away, with the direction of (3, 4)
        Random random = new Random(1);
        StringBuilder csv =
                new StringBuilder("x,y,kind\n0,0,zero\n3,4,near\n3,4,twin\n300,400,far\n");
        for (int row = 4; row < 130; row++) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%.3f,%.3f,%s\n",
                            20 + 5 * random.nextGaussian(),
                            -20 + 5 * random.nextGaussian(),
                            row % 2 == 0 ? "near" : "far"));
        }
        Path data = Files.writeString(folder.resolve("data.csv"), csv);
        Path trained =
                lab.train(
                                "same",
                                """
                                manifest: 1
                                name: same
                                seed: 3
                                data: {train: {type: csv, path: "%s"}}
                                inputs: {facts: {type: number, columns: [x, y], scale: none}}
                                particles:
                                  same: {type: dense, from: facts, units: 2}
                                  two: {type: dense, from: facts, units: 2, count: 2}
                                combiners: {both: {type: sum, from: two}}
                                outputs:
                                  kind: {type: classification, column: kind, from: same}
                                  other: {type: classification, column: kind, from: both}
                                training: {optimiser: {type: adam}, epochs: 1, batch_size: 64}
                                """
                                        .formatted(data))
                        .model();
        ModelPackage whole = ModelPackage.read(trained);
        Map<String, TensorData> weights = new LinkedHashMap<>(whole.weights());
        for (String name : List.of("same", "two[0]", "two[1]")) {
            weights.put(name + ".weight", TensorData.floats(new float[] {1, 0, 0, 1}, 2, 2));
            weights.put(name + ".bias", TensorData.floats(new float[2], 2));
        }
        Path file = folder.resolve("identity.sora");
        ModelPackage.write(
                file,
                new ModelPackage(
                        whole.manifest(),
                        whole.lock(),
                        weights,
                        whole.particles(),
                        whole.metrics(),
                        whole.card(),
                        whole.means()));
        model = lab.runtime().open(file);
        source = Files.writeString(folder.resolve("source.yaml"), yaml(data));
        input = Files.writeString(folder.resolve("new.csv"), "x,y\n3,4\n0.5,0\n20,-20\n");
    }

    @AfterAll
    static void close() {
        model.close();
        lab.close();
    }

    private static String yaml(Path csv) {
        return "{type: csv, path: \"%s\"}\n".formatted(csv);
    }

    private static List<Neighbours> found(Path data, Options options) {
        List<Neighbours> found = new ArrayList<>();
        model.neighbours(input, data, options, Lab.DEAF, found::add);
        return found;
    }

    @Test
    void distancesAreThoseOfThePlane() {
        List<Neighbours> found = found(source, Options.of(4).in("same"));

        assertThat(found).hasSize(3);
        Neighbours first = found.get(0);
        assertThat(first.node()).isEqualTo("same");
        assertThat(first.number()).isOne();
        assertThat(first.searched()).isEqualTo(130);
        // equally near records in the order of the data
        assertThat(first.nearest().stream().limit(3).map(Neighbour::number))
                .containsExactly(2L, 3L, 1L);
        assertThat(first.nearest().stream().limit(3).map(Neighbour::target))
                .containsExactly(
                        Map.of("kind", "near"), Map.of("kind", "twin"), Map.of("kind", "zero"));
        assertThat(first.nearest().get(1).distance()).isCloseTo(0, within(1e-5));
        assertThat(first.nearest().get(2).distance()).isCloseTo(5, within(1e-5));
        Neighbour origin = found.get(1).nearest().get(0);
        assertThat(origin.number()).isOne();
        assertThat(origin.distance()).isCloseTo(0.5, within(1e-5));
    }

    @Test
    void theNearestAreThoseOfAnExhaustiveSearch() {
        List<double[]> all = new ArrayList<>();
        model.read(
                source,
                Lab.DEAF,
                record ->
                        all.add(
                                new double[] {
                                    Double.parseDouble(record.find("x").orElseThrow().toString()),
                                    Double.parseDouble(record.find("y").orElseThrow().toString())
                                }));
        List<Long> expected =
                IntStream.range(0, all.size())
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                        i -> Math.hypot(all.get(i)[0] - 20, all.get(i)[1] + 20)))
                        .limit(7)
                        .map(i -> i + 1L)
                        .toList();

        Neighbours last = found(source, Options.of(7).in("same")).get(2);

        assertThat(last.nearest().stream().map(Neighbour::number)).isEqualTo(expected);
        assertThat(found(source, Options.of(1000).in("same")).get(2).nearest()).hasSize(130);
    }

    /** Of a generation, the vectors of all members are joined: here, twice the same. */
    @Test
    void membersAreJoinedOrNamed() {
        Neighbours joined = found(source, Options.of(3).in("two")).get(0);
        Neighbours one = found(source, Options.of(3).in("two[1]")).get(0);

        assertThat(joined.nearest().get(2).distance()).isCloseTo(5 * Math.sqrt(2), within(1e-5));
        assertThat(one.node()).isEqualTo("two[1]");
        assertThat(one.nearest().get(2).distance()).isCloseTo(5, within(1e-5));
    }

    @Test
    void theCosineComparesDirectionsAndNeedsOne() throws IOException {
        Path csv = Files.writeString(folder.resolve("some.csv"), "x,y\n4,-3\n-3,-4\n300,400\n");
        Path some = Files.writeString(folder.resolve("some.yaml"), yaml(csv));
        Options cosine = Options.of(3).in("same").by(Distance.COSINE);

        Neighbours first = found(some, cosine).get(0);

        assertThat(first.nearest().stream().map(Neighbour::number)).containsExactly(3L, 1L, 2L);
        assertThat(first.nearest().get(0).distance()).isCloseTo(0, within(1e-6));
        assertThat(first.nearest().get(1).distance()).isCloseTo(1, within(1e-6));
        assertThat(first.nearest().get(2).distance()).isCloseTo(2, within(1e-6));
        // no targets in this data
        assertThat(first.nearest().get(0).target()).isEmpty();
        assertThat(first.json()).doesNotContain("target");
        assertThatThrownBy(() -> found(source, cosine)).hasMessageContaining("SORA-4947");
    }

    @Test
    void theNodeBeforeTheOutputIsTheDefault() {
        Options named = new Options(1, Optional.empty(), List.of("kind"), Distance.EUCLIDEAN);

        assertThat(found(source, named).get(0).node()).isEqualTo("same");
        assertThatThrownBy(() -> found(source, Options.of(1)))
                .hasMessageContaining("SORA-4945")
                .hasMessageContaining("same, both");
        assertThatThrownBy(() -> found(source, Options.of(1).in("kind")))
                .hasMessageContaining("SORA-4945");
        assertThatThrownBy(() -> found(source, Options.of(1).in("some")))
                .hasMessageContaining("SORA-4901");
    }

    @Test
    void tooManyRecordsAtOnceAreRefused() throws IOException {
        Path many = Files.writeString(folder.resolve("many.csv"), "x,y\n" + "1,2\n".repeat(1001));

        assertThatThrownBy(
                        () ->
                                model.neighbours(
                                        many,
                                        source,
                                        Options.of(1000).in("same"),
                                        Lab.DEAF,
                                        each -> {}))
                .hasMessageContaining("SORA-4946")
                .hasMessageContaining("many.csv:1002");
    }
}
