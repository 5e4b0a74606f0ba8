// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Overrides;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.embedded.ModelObserver;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance is used by many threads, changes while it is used, and leaves nothing behind. */
final class TestEmbeddedLife {

    private static final String SOAK = "sora.soak.seconds";

    @TempDir private static Path folder;
    private static Path model;
    private static List<Map<String, Map<String, Object>>> expected;

    @BeforeAll
    static void train() {
        try (EmbeddedSora sora = EmbeddingLab.flat().build()) {
            model = EmbeddingLab.train(sora, folder.resolve("run")).model();
            expected = EmbeddingLab.answers(sora, model);
        }
    }

    private static List<Map<String, Map<String, Object>>> ask(Model opened) {
        return opened.predict(EmbeddingLab.questions()).stream().map(Prediction::outputs).toList();
    }

    @Test
    void answersRightlyWhileModelsAndPluginsChange() throws Exception {
        Path standard =
                EmbeddingLab.jars().stream()
                        .filter(jar -> jar.getFileName().toString().contains("standard"))
                        .findFirst()
                        .orElseThrow();
        List<Path> builds =
                List.of(
                        Files.copy(standard, folder.resolve("one.jar")),
                        Files.copy(standard, folder.resolve("two.jar")));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(9);
        try (EmbeddedSora sora = EmbeddingLab.isolated().build();
                Model opened = sora.open(model)) {
            List<Future<Integer>> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                threads.add(pool.submit(predicting(opened, done)));
            }
            threads.add(pool.submit(reopening(sora, done)));
            Set<String> active = new HashSet<>();
            // -Dsora.soak.seconds=60 makes a soak test of it
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong(SOAK, 0));
            for (int i = 0; i < 4 || System.nanoTime() < end; i++) {
                OfferedPlugin added = sora.replacePlugin(builds.get(i % 2));
                active.add(added.location());
                assertThat(sora.plugins()).filteredOn(p -> p.name().equals("standard")).hasSize(1);
            }
            done.set(true);
            for (Future<Integer> thread : threads) {
                assertThat(thread.get()).isPositive();
            }
            assertThat(active).hasSize(2);
        } finally {
            done.set(true);
            pool.shutdown();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** Predicts at least once, until the end, and fails with the first wrong answer. */
    private static Callable<Integer> predicting(Model opened, AtomicBoolean done) {
        return () -> {
            int calls = 0;
            do {
                assertThat(ask(opened)).isEqualTo(expected);
                calls++;
            } while (!done.get());
            return calls;
        };
    }

    private static Callable<Integer> reopening(EmbeddedSora sora, AtomicBoolean done) {
        return () -> {
            int calls = 0;
            do {
                try (Model other = sora.open(model)) {
                    assertThat(ask(other)).isEqualTo(expected);
                }
                calls++;
            } while (!done.get());
            return calls;
        };
    }

    /** In a JVM of its own, so that nothing was there before the first use of Sora. */
    @Test
    void leavesNoThreadFileOrProperty() throws Exception {
        Path home = folder.resolve("tidy-home");
        Files.createDirectories(home.resolve("cache"));
        Files.createSymbolicLink(
                home.resolve("cache/natives"), Path.of(System.getProperty("DJL_CACHE_DIR")));
        Path temporary = Files.createDirectory(folder.resolve("tidy-temporary"));
        Path said = folder.resolve("tidy.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + temporary,
                                "-Dsora.folder=" + EmbeddingLab.FOLDER,
                                "-cp",
                                System.getProperty("java.class.path"),
                                TidyApplication.class.getName(),
                                model.toString())
                        .redirectOutput(said.toFile())
                        .redirectError(folder.resolve("tidy-errors.txt").toFile());
        builder.environment().put("SORA_HOME", home.toString());
        builder.environment().remove("DJL_CACHE_DIR");
        Process process = builder.start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("tidy-errors.txt")))
                .isZero();
        assertThat(Files.readAllLines(said)).isEmpty();
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve("cache"));
        }
    }

    /** The context class loader of a callback is that of the caller, not of a plugin. */
    @Test
    void callsTheApplicationInItsOwnContext() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Set<ClassLoader> seen = new HashSet<>();
        Iterator<Map<String, Object>> questions =
                EmbeddingLab.questions().stream()
                        .peek(question -> seen.add(Thread.currentThread().getContextClassLoader()))
                        .iterator();
        IllegalStateException full = new IllegalStateException("the disk is full");
        try (URLClassLoader own = new URLClassLoader(new URL[0], before);
                EmbeddedSora sora = EmbeddingLab.isolated().build();
                Model opened = sora.open(model)) {
            thread.setContextClassLoader(own);
            opened.predict(
                    questions,
                    PredictionOptions.DEFAULT,
                    answer -> seen.add(Thread.currentThread().getContextClassLoader()));
            assertThat(seen).containsExactly(own);
            assertThat(thread.getContextClassLoader()).isSameAs(own);
            assertThatThrownBy(
                            () ->
                                    opened.predict(
                                            EmbeddingLab.questions().iterator(),
                                            PredictionOptions.DEFAULT,
                                            answer -> {
                                                throw full;
                                            }))
                    .isSameAs(full);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void numbersAndAnswersTheRecordsOfAStream() {
        List<Map<String, ?>> records = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            records.add(Map.of("age", i == 66 ? "old" : i, "city", "Rome"));
        }
        try (EmbeddedSora sora = EmbeddingLab.flat().build();
                Model opened = sora.open(model)) {
            PredictionOptions skipping = PredictionOptions.DEFAULT.skippingBroken();
            List<Prediction> all = opened.predict(records.stream(), skipping).toList();
            assertThat(all).extracting(Prediction::number).startsWith(1L).endsWith(70L).hasSize(70);
            assertThat(all.get(66).error().orElseThrow().where()).isEqualTo("memory, record 67");

            List<Long> numbers = new ArrayList<>();
            Stream<Prediction> failing =
                    opened.predict(records.stream(), PredictionOptions.DEFAULT);
            assertThatThrownBy(() -> failing.forEach(answer -> numbers.add(answer.number())))
                    .hasMessageContaining("SORA-4251")
                    .hasMessageContaining("memory, record 67")
                    .hasMessageContaining("skippingBroken");
            assertThat(numbers).hasSize(66);
        }
    }

    /** Observers hear of the end of a model, also if only its Sora is closed. */
    @Test
    void tellsObserversOfModelsThatAreClosedWithSora() {
        List<String> events = new ArrayList<>();
        ModelObserver observer =
                new ModelObserver() {
                    @Override
                    public void opened(String name) {
                        events.add("opened " + name);
                    }

                    @Override
                    public void closed(String name) {
                        events.add("closed " + name);
                        throw new NoClassDefFoundError("of an observer");
                    }

                    @Override
                    public void predicted(Call call) {
                        events.add("predicted " + call.records());
                    }
                };
        Model opened;
        try (EmbeddedSora sora = EmbeddingLab.flat().observer(observer).build()) {
            opened = sora.open(model);
            assertThat(ask(opened)).isEqualTo(expected);
        }
        opened.close();
        assertThat(events).containsExactly("opened people", "predicted 5", "closed people");
    }

    @Test
    void predictsOnTheExecutorOfTheApplication() {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (EmbeddedSora sora = EmbeddingLab.flat().build();
                Model opened = sora.open(model)) {
            Map<String, Object> one = EmbeddingLab.questions().get(0);
            CompletableFuture<Prediction> prediction = opened.predictAsync(one, pool);
            CompletableFuture<List<Prediction>> all =
                    opened.predictAsync(EmbeddingLab.questions(), PredictionOptions.DEFAULT, pool);

            assertThat(prediction.join().outputs()).isEqualTo(opened.predict(one).outputs());
            assertThat(all.join()).extracting(Prediction::outputs).isEqualTo(expected);
            CompletableFuture<Prediction> broken = opened.predictAsync(Map.of("x", 1), pool);
            assertThatThrownBy(broken::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(SoraException.class)
                    .hasMessageContaining("SORA-4013");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void returnsProblemsAndTypedValues() {
        try (EmbeddedSora sora = EmbeddingLab.flat().build();
                Model opened = sora.open(model)) {
            String wrong =
                    EmbeddingLab.MANIFEST.replace("dense", "dens").replace("seed: 3", "sed: 3");
            assertThat(sora.check(wrong, folder))
                    .extracting(Problem::code)
                    .containsExactlyInAnyOrder("SORA-2103", "SORA-2101");
            assertThat(sora.check(EmbeddingLab.MANIFEST, folder)).isEmpty();

            Prediction one = opened.predict(EmbeddingLab.questions().get(0));
            assertThat(one.answer("kind").text("label")).isIn("k0", "k1");
            assertThat(one.answer("kind").number("probability")).isBetween(0.5, 1.0);
            assertThat(one.answer("kind").numbers("probabilities")).containsOnlyKeys("k0", "k1");
            assertThat(one.answer("wage").number("value"))
                    .isEqualTo(((Number) one.output("wage").get("value")).doubleValue());
        }
    }

    @Test
    void plansAManifestThatAProgramBuilds() {
        try (EmbeddedSora sora = EmbeddingLab.flat().build()) {
            Map<String, Object> manifest =
                    Map.of(
                            "manifest",
                            1,
                            "data",
                            Map.of("train", Map.of("type", "memory", "records", "people")),
                            "inputs",
                            Map.of("age", Map.of("type", "number", "column", "age")),
                            "outputs",
                            Map.of(
                                    "kind",
                                    Map.of(
                                            "type",
                                            "classification",
                                            "column",
                                            "kind",
                                            "from",
                                            "age")));
            assertThat(sora.plan(manifest, folder).nodes()).hasSize(2);
            String columns = EmbeddingLab.MANIFEST.replace("column: city", "column: town");
            assertThatThrownBy(() -> sora.plan(columns, folder, Overrides.none()))
                    .hasMessageContaining("town");
        }
    }

    @Test
    void refusesCallsAfterItIsClosed() {
        EmbeddedSora sora = EmbeddingLab.isolated().build();
        Model opened = sora.open(model);
        sora.close();
        sora.close();
        assertThatIllegalStateException().isThrownBy(() -> sora.open(model));
        assertThatIllegalStateException().isThrownBy(() -> ask(opened));
        assertThatThrownBy(
                        () -> EmbeddingLab.flat().build().replacePlugin(folder.resolve("one.jar")))
                .isInstanceOf(UnsupportedOperationException.class);
        try (EmbeddedSora other = EmbeddingLab.isolated().build()) {
            Path engine = EmbeddingLab.jars().get(0);
            assertThatThrownBy(() -> other.replacePlugin(engine)).hasMessageContaining("SORA-3142");
        }
    }
}
