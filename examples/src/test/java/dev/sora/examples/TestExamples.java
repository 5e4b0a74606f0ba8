// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sora.core.Sora;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests of the examples. */
final class TestExamples {

    private static final Path EXAMPLES = Path.of(System.getProperty("sora.examples", ""));

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

    static List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES, 2)) {
            // Separate projects contain the types that they use; road.sh runs them.
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !Files.exists(file.resolveSibling("pom.xml")))
                    // searches are files of their own kind
                    .filter(file -> !isSearch(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isSearch(Path file) {
        try {
            return Files.readString(file).lines().anyMatch(line -> line.startsWith("search:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Plan plan(Path file, String... overrides) {
        Map<String, String> environment =
                Map.of("SORA_DATA_HOME", System.getenv().getOrDefault("SORA_DATA_HOME", "/none"));
        try {
            return lab.runtime().plan(file, new Overrides(List.of(overrides), environment));
        } catch (SoraException e) {
            // models that come trained are fetched on request only, and packages that another
            // example leaves are tested with it
            assumeFalse(
                    e.problems().stream()
                            .allMatch(p -> Set.of("SORA-3661", "SORA-2213").contains(p.code())),
                    e.getMessage());
            throw e;
        }
    }

    @Test
    void areFound() throws IOException {
        assertThat(manifests())
                .extracting(file -> EXAMPLES.relativize(file).toString().replace('\\', '/'))
                .contains("digits/digits.yaml", "mnist/cnn.yaml", "mnist/particles.yaml")
                .noneMatch(file -> file.startsWith("search/"));
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void planWithoutData(Path file) {
        Plan plan = plan(file);

        assertThat(plan.nodes()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void renderedTheyPlanToTheSame(Path file) throws IOException {
        Plan plan = plan(file);
        String rendered = lab.runtime().render(plan);
        Path copy = Files.writeString(Files.createTempFile(folder, "rendered", ".yaml"), rendered);

        assertThat(lab.runtime().render(plan(copy))).isEqualTo(rendered);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void fitTheSchema(Path file) throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(lab.runtime().schema(), InputFormat.JSON);

        List<Error> errors = schema.validate(Files.readString(file), InputFormat.YAML);

        assertThat(errors).isEmpty();
    }

    /** One epoch over a tenth of the real digits. */
    @Test
    void readsRealDigits() {
        String home = System.getenv("SORA_DATA_HOME");
        assumeTrue(
                home != null && Files.exists(Path.of(home, "mnist", "train-images-idx3-ubyte.gz")),
                "SORA_DATA_HOME names no folder with mnist in it");
        Sora.TrainingResult result =
                lab.runtime()
                        .train(
                                plan(
                                        EXAMPLES.resolve("mnist/cnn.yaml"),
                                        "data.train.limit=6000",
                                        "data.test.limit=2000",
                                        "training.batch_size=32",
                                        "training.epochs=1"),
                                new Sora.TrainingRequest(folder.resolve("mnist"), false),
                                Lab.DEAF);

        assertThat(result.metrics().get("test", "digit", "accuracy")).isGreaterThan(0.93);
        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }

    /**
     * One epoch over a small part of the real data: the manifests read it, and evaluate it again.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adult/adult | tabular | data.train.limit=4000 data.test.limit=1000",
                "ads/ads | criteo-sample | data.train.limit=1000",
                "ads/logistic | criteo-sample | data.train.limit=1000",
                "movies-ratings/movies-ratings | movielens-100k | data.train.limit=20000",
                "movies-top-n/movies-top-n | movielens-1m | data.train.limit=50000"
                        + " data.test.limit=100",
                "reviews-zh/reviews-zh | chinese-sentiment | data.train.limit=6000",
                "sentiment/best | imdb | data.train.limit=200 data.test.limit=100",
                "sentiment/sentiment | imdb | data.train.limit=200 data.test.limit=100",
                "topics/topics | ag-news | data.train.limit=500",
            })
    void readRealData(String example, String needs, String overrides) {
        String home = System.getenv("SORA_DATA_HOME");
        assumeTrue(
                home != null && Files.exists(Path.of(home, needs)),
                "SORA_DATA_HOME names no folder with " + needs + " in it");
        String[] all = (overrides + " training.epochs=1").split(" ");
        Sora.TrainingResult result =
                lab.runtime()
                        .train(
                                plan(EXAMPLES.resolve(example + ".yaml"), all),
                                new Sora.TrainingRequest(
                                        folder.resolve(example.replace('/', '-')), false),
                                Lab.DEAF);

        assertThat(lab.evaluate(result.model())).isEqualTo(result.metrics().split("test"));
    }
}
