// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.Lock;
import dev.sora.core.plan.Plan;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that must reproduce another one gives the same weights, or fails with the reason. */
final class TestFrozen {

    private static final String MANIFEST =
            """
            manifest: 1
            name: line
            seed: 7
            data:
              train: {type: csv, path: data/train.csv}
              validation: {fraction: 0.2}
              test: {type: csv, path: data/test.csv}
            inputs:
              x: {type: number, column: x}
            particles:
              view: {type: dense, from: x, units: 8, activation: relu}
            outputs:
              y: {type: regression, column: y, from: view}
            training:
              epochs: 3
              batch_size: 8
            """;

    private static final Pattern STANDARD =
            Pattern.compile(
                    "\"name\": \"standard\",\\s+\"version\": \"0\\.3\\.0\",\\s+\"sha256\": \"([0-9a-f]*)\"");

    @TempDir private Path folder;
    private final List<RunEvent> events = new ArrayList<>();
    private Lab lab;
    private ExecutorService alone = Executors.newSingleThreadExecutor();
    private byte[] weights;

    @BeforeEach
    void train() throws IOException {
        project(folder);
        lab = new Lab(folder);
        weights = Lab.weights(train(folder, Optional.empty(), false).model());
        Files.copy(folder.resolve("out/sora.lock"), folder.resolve("sora.lock"));
    }

    @AfterEach
    void close() {
        alone.shutdown();
        lab.close();
    }

    private static void project(Path place) throws IOException {
        Path data = Files.createDirectories(place.resolve("data"));
        Files.writeString(place.resolve("line.yaml"), MANIFEST);
        Files.writeString(data.resolve("train.csv"), points(100));
        Files.writeString(data.resolve("test.csv"), points(20));
    }

    private static String points(int count) {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < count; i++) {
            text.append(i % 17 * 0.1).append(',').append(i % 17 * 0.3 + 1).append('\n');
        }
        return text.toString();
    }

    /** Trains on a new thread: a thread keeps the number of threads that it first computed with. */
    private Sora.TrainingResult train(
            Path place, Optional<Path> lock, boolean resume, String... overrides) {
        try {
            return alone.submit(() -> trainHere(place, lock, resume, overrides)).get();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void restart() {
        lab.close();
        lab = new Lab(folder);
        alone.shutdown();
        alone = Executors.newSingleThreadExecutor();
    }

    private Sora.TrainingResult trainHere(
            Path place, Optional<Path> lock, boolean resume, String... overrides) {
        Overrides all = new Overrides(List.of(overrides), Map.of());
        Path manifest = place.resolve("line.yaml");
        Plan plan =
                lock.map(kept -> lab.runtime().plan(manifest, all, kept))
                        .orElseGet(() -> lab.runtime().plan(manifest, all));
        return lab.runtime()
                .train(
                        plan,
                        new Sora.TrainingRequest(place.resolve("out"), resume, lock),
                        events::add);
    }

    private Optional<Path> lock() {
        return Optional.of(folder.resolve("sora.lock"));
    }

    private List<Problem> refusal(String... overrides) {
        events.clear();
        SoraException thrown =
                catchThrowableOfType(
                        SoraException.class, () -> train(folder, lock(), false, overrides));
        assertThat(events).noneMatch(e -> e instanceof RunEvent.TrainingStarted);
        return thrown.problems();
    }

    private void only(String code, String have, String... overrides) {
        List<Problem> problems = refusal(overrides);
        assertThat(problems).extracting(Problem::code).containsExactly(code);
        assertThat(problems.get(0).have()).contains(have);
    }

    private void edit(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("sora.lock");
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    @Test
    void givesTheSameWeightsInAnotherFolder() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("else/where"));
        project(elsewhere);

        Sora.TrainingResult again = train(elsewhere, lock(), false);

        assertThat(Lab.weights(again.model()))
                .isEqualTo(Lab.weights(folder.resolve("out/model.sora")));
        Lock first = Lock.read(folder.resolve("sora.lock"));
        assertThat(Lock.read(elsewhere.resolve("out/sora.lock")).pins()).isEqualTo(first.pins());
    }

    @Test
    void pinsWhatTheRunDependedOn() {
        Lock lock = Lock.read(folder.resolve("sora.lock"));

        assertThat(lock.natives().engine()).isEqualTo("engine-cpu/cpu");
        assertThat(lock.natives().runtime()).startsWith("PyTorch 2");
        assertThat(lock.natives().sha256()).matches("[0-9a-f]{64}");
        assertThat(lock.files()).extracting(Lock.DataFile::part).containsExactly("train", "test");
        assertThat(lock.records()).isEqualTo(Map.of("train", 80L, "validation", 20L, "test", 20L));
        assertThat(lock.manifest())
                .containsEntry("training.epochs", "3")
                .containsEntry("data.train.path", "train.csv")
                .doesNotContainKeys("name", "seed", "engine.threads", "engine.wait", "data.memory");
        assertThat(lock.plugins())
                .extracting(p -> p.name() + " " + p.uses())
                .contains("engine-cpu [engine]", "standard [model]", "data [data, model]");
    }

    @Test
    void countsWithTheThreadsOfTheLock() throws IOException {
        edit(
                text ->
                        text.replaceFirst(
                                "\"threads\" *: \\d+,\n  \"manifest",
                                "\"threads\": 3,\n  \"manifest"));
        restart();

        Sora.TrainingResult again = train(folder, lock(), false);

        assertThat(again.model()).exists();
        assertThat(Lock.read(folder.resolve("out/sora.lock")).threads()).isEqualTo(3);
    }

    @Test
    void refusesAnotherNumberOfThreads() {
        restart();
        only("SORA-3619", "3", "engine.threads=3");
    }

    @Test
    void refusesAnotherSeed() {
        only("SORA-3620", "8", "seed=8");
    }

    @Test
    void refusesAnotherManifest() {
        only("SORA-3621", "particles.view.units: 9", "particles.view.units=9");
        only("SORA-3621", "training.epochs: 4", "training.epochs=4");
    }

    @Test
    void takesWhatChangesNoNumber() {
        train(folder, lock(), false, "name=other", "training.checkpoints=1", "data.memory=64");
    }

    /** The wait policy of threads changes no result. */
    @Test
    void takesAnotherWayToWait() throws IOException {
        restart();

        Sora.TrainingResult again = train(folder, lock(), false, "engine.wait=passive");

        assertThat(Lab.weights(again.model())).isEqualTo(weights);
    }

    @Test
    void refusesAPluginThatIsMissingOrOther() throws IOException {
        // on the class path the plugin is a jar, or a folder, which has no digest
        Matcher entry = STANDARD.matcher(Files.readString(folder.resolve("sora.lock")));
        assertThat(entry.find()).isTrue();
        String had = entry.group();
        String digest = entry.group(1);

        edit(text -> text.replace(had, had.replace("0.3.0", "0.1.9")));
        only("SORA-3611", "0.3.0");
        String other = had.replace("\"" + digest + "\"", "\"ab\"");
        edit(text -> text.replace(had.replace("0.3.0", "0.1.9"), other));
        only("SORA-3612", digest.isEmpty() ? "classes outside of a jar" : digest);
        edit(text -> text.replace(other, had.replace("standard", "lost")));
        assertThat(refusal()).extracting(Problem::code).containsExactly("SORA-3610", "SORA-3613");
    }

    @Test
    void refusesOtherNativesAndAnotherDevice() throws IOException {
        edit(
                text ->
                        text.replaceFirst(
                                        "\"runtime\": \"PyTorch [^\"]+\",\n    \"platform\": \"[^\"]+\",\n    \"sha",
                                        "\"runtime\": \"PyTorch 1\",\n    \"platform\": \"abacus\",\n    \"sha")
                                .replaceFirst(
                                        "\"engine\": \"engine-cpu/cpu\",\n    \"device\": \"cpu\"",
                                        "\"engine\": \"engine-cpu/cpu\",\n    \"device\": \"gpu 0\""));

        assertThat(refusal()).extracting(Problem::code).containsExactly("SORA-3618", "SORA-3617");
    }

    @Test
    void refusesDataThatChanged() throws IOException {
        Path test = folder.resolve("data/test.csv");
        Files.writeString(test, points(20).replace("0.1,", "0.2,"));
        only("SORA-3630", "test.csv");

        Files.delete(test);
        only("SORA-3631", "test.csv");
    }

    @Test
    void saysAllAtOnceAndReadsNoDataForIt() throws IOException {
        Files.delete(folder.resolve("data/test.csv"));

        assertThat(refusal("seed=8", "training.epochs=4"))
                .extracting(Problem::code)
                .containsExactly("SORA-3620", "SORA-3621");
    }

    @Test
    void leavesTheResultsOfBeforeWhereItRefuses() throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("out/model.sora"));

        refusal("seed=8");

        assertThat(Files.readAllBytes(folder.resolve("out/model.sora"))).isEqualTo(before);
    }

    @Test
    void goesOnOnlyWithWhatTheLockPins() throws IOException {
        byte[] whole = Lab.weights(folder.resolve("out/model.sora"));
        Path checkpoints = folder.resolve("out/checkpoints");
        try (var files = Files.list(checkpoints)) {
            for (Path file : files.filter(f -> f.getFileName().toString().contains("3")).toList()) {
                Files.delete(file);
            }
        }

        Sora.TrainingResult resumed = train(folder, lock(), true);

        assertThat(Lab.weights(resumed.model())).isEqualTo(whole);

        train(folder, Optional.empty(), false, "training.epochs=2");
        SoraException thrown =
                catchThrowableOfType(SoraException.class, () -> train(folder, lock(), true));
        assertThat(thrown.problems()).extracting(Problem::code).containsExactly("SORA-3640");
    }

    @Test
    void saysThatThereIsNoLockOrTooOldAOne() throws IOException {
        Path file = folder.resolve("sora.lock");
        Files.delete(file);
        only("SORA-3601", "");
        Files.writeString(
                file,
                "{\"lock\": 1, \"sora\": \"0.1.0\", \"java\": {}, \"engine\": {}, \"plugins\": [],"
                        + " \"data\": [], \"seed\": 7, \"threads\": 2}");
        only("SORA-3602", "written by Sora 0.1.0");
    }
}
