// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.Lock.DataFile;
import dev.sora.core.packaging.Lock.Natives;
import dev.sora.core.packaging.Lock.Plugin;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each single kind of difference is found and named, and so are all at once. */
final class TestLockDifferences {

    private static final Path FILE = Path.of("sora.lock");
    private static final Natives NATIVES =
            new Natives("engine-cpu/cpu", "cpu", "PyTorch 2.7.1", "linux-x86_64", "dd");
    private static final List<Plugin> PLUGINS =
            List.of(plugin("standard", "0.2.0", "aa"), plugin("vision", "0.2.0", "bb"));
    private static final Map<String, String> MANIFEST =
            Map.of("training.epochs", "3", "training.optimiser.type", "adam");
    private static final Lock LOCK = lock("0.2.0", "17.0.15", NATIVES, PLUGINS, 7, 2, MANIFEST);

    private static Plugin plugin(String name, String version, String digest) {
        return new Plugin(name, version, digest, Set.of("model"));
    }

    private static Lock lock(
            String sora,
            String java,
            Natives natives,
            List<Plugin> plugins,
            long seed,
            int threads,
            Map<String, String> manifest) {
        return new Lock(
                Lock.VERSION,
                sora,
                Map.of("version", java),
                Map.of("processor", "any"),
                natives,
                plugins,
                List.of(),
                Map.of("train", 10L),
                Map.of(),
                seed,
                threads,
                manifest);
    }

    private static List<Problem> differences(Lock now) {
        return new LockDifferences(FILE, LOCK, now).beforeData();
    }

    private static void onlyOne(Lock now, String expected) {
        assertThat(differences(now)).hasSize(1);
        assertThat(differences(now).get(0)).hasToString(expected.stripTrailing());
    }

    private static void onlyOne(List<Plugin> plugins, String expected) {
        onlyOne(lock("0.2.0", "17.0.15", NATIVES, plugins, 7, 2, MANIFEST), expected);
    }

    private static void onlyOne(Natives natives, String expected) {
        onlyOne(lock("0.2.0", "17.0.15", natives, PLUGINS, 7, 2, MANIFEST), expected);
    }

    @Test
    void findsNothingWhereAllIsAsItWas() {
        assertThat(differences(LOCK)).isEmpty();
    }

    @Test
    void namesAPluginThatIsMissing() {
        onlyOne(
                PLUGINS.subList(0, 1),
                """
                SORA-3610  plugin 'vision' of the lock is not active
                  where  sora.lock
                  needs  vision 0.2.0
                  fix    sora plugin install vision@0.2.0
                """);
    }

    @Test
    void namesAPluginOfAnotherVersion() {
        onlyOne(
                List.of(PLUGINS.get(0), plugin("vision", "0.2.1", "bb")),
                """
                SORA-3611  plugin 'vision' is active in another version than the lock says
                  where  sora.lock
                  needs  vision 0.2.0
                  have   0.2.1
                  fix    sora plugin install vision@0.2.0
                """);
    }

    @Test
    void namesAPluginOfOtherBytes() {
        onlyOne(
                List.of(PLUGINS.get(0), plugin("vision", "0.2.0", "cc")),
                """
                SORA-3612  plugin 'vision' 0.2.0 is not the jar that the lock names
                  where  sora.lock
                  needs  SHA-256 bb
                  have   SHA-256 cc
                  fix    sora plugin update with the jar of that digest, or train without --frozen for a new lock
                """);
    }

    @Test
    void namesAPluginThatIsMore() {
        List<Plugin> more = new ArrayList<>(PLUGINS);
        more.add(plugin("vision", "0.3.0", "cc"));
        onlyOne(
                more,
                """
                SORA-3613  plugin 'vision' 0.3.0 is used, which the lock does not name
                  where  sora.lock
                  needs  standard 0.2.0, vision 0.2.0
                  have   vision 0.3.0
                  fix    use only the types that were used before
                """);
    }

    @Test
    void namesAnotherSora() {
        onlyOne(
                lock("0.3.0", "17.0.15", NATIVES, PLUGINS, 7, 2, MANIFEST),
                """
                SORA-3614  this version of Sora differs from the lock
                  where  sora.lock
                  needs  0.2.0
                  have   0.3.0
                  fix    use Sora 0.2.0
                """);
    }

    @Test
    void namesAnotherJava() {
        onlyOne(
                lock("0.2.0", "21.0.1", NATIVES, PLUGINS, 7, 2, MANIFEST),
                """
                SORA-3615  this version of Java differs from the lock
                  where  sora.lock
                  needs  17.0.15
                  have   21.0.1
                  fix    point JAVA_HOME to the Java of the lock
                """);
    }

    @Test
    void namesAnotherEngine() {
        onlyOne(
                new Natives("engine-gpu/gpu", "cpu", "PyTorch 2.7.1", "linux-x86_64", "dd"),
                """
                SORA-3616  the engine differs from the lock
                  where  sora.lock
                  needs  engine-cpu/cpu
                  have   engine-gpu/gpu
                  fix    write 'engine: {type: engine-cpu/cpu}'
                """);
    }

    @Test
    void namesOtherNatives() {
        onlyOne(
                new Natives("engine-cpu/cpu", "cpu", "PyTorch 2.8.0", "linux-x86_64", "ee"),
                """
                SORA-3617  the native code of the engine differs from the lock
                  where  sora.lock
                  needs  PyTorch 2.7.1 for linux-x86_64, SHA-256 dd
                  have   PyTorch 2.8.0 for linux-x86_64, SHA-256 ee
                  fix    use the engine's plugin and the machine of the lock
                """);
    }

    @Test
    void namesAnotherDevice() {
        onlyOne(
                new Natives("engine-cpu/cpu", "gpu 0", "PyTorch 2.7.1", "linux-x86_64", "dd"),
                """
                SORA-3618  the device of the engine differs from the lock
                  where  sora.lock
                  needs  cpu
                  have   gpu 0
                  fix    train on a machine with that device
                """);
    }

    @Test
    void namesAnotherNumberOfThreads() {
        onlyOne(
                lock("0.2.0", "17.0.15", NATIVES, PLUGINS, 7, 4, MANIFEST),
                """
                SORA-3619  the number of threads of the engine differs from the lock
                  where  sora.lock
                  needs  2
                  have   4
                  fix    set engine.threads to 2, or leave it out
                """);
    }

    @Test
    void namesAnotherSeed() {
        onlyOne(
                lock("0.2.0", "17.0.15", NATIVES, PLUGINS, 8, 2, MANIFEST),
                """
                SORA-3620  the seed differs from the lock
                  where  sora.lock
                  needs  7
                  have   8
                  fix    write 'seed: 7', or call it with --seed 7
                """);
    }

    @Test
    void namesTheKeysOfAManifestThatChanged() {
        onlyOne(
                lock(
                        "0.2.0",
                        "17.0.15",
                        NATIVES,
                        PLUGINS,
                        7,
                        2,
                        Map.of(
                                "training.epochs",
                                "4",
                                "training.optimiser.type",
                                "adam",
                                "training.clip_norm",
                                "1.0")),
                """
                SORA-3621  the manifest differs from the lock
                  where  sora.lock
                  needs  training.clip_norm: nothing, training.epochs: 3
                  have   training.clip_norm: 1.0, training.epochs: 4
                  fix    use the manifest as it was, or train without --frozen for a new lock
                """);
    }

    @Test
    void namesAllAtOnce() {
        Natives natives = new Natives("engine-gpu/gpu", "gpu 0", "PyTorch 3", "win", "ee");
        assertThat(differences(lock("1", "2", natives, PLUGINS.subList(1, 2), 8, 4, Map.of())))
                .extracting(Problem::code)
                .containsExactlyInAnyOrder(
                        "SORA-3610",
                        "SORA-3614",
                        "SORA-3615",
                        "SORA-3616",
                        "SORA-3617",
                        "SORA-3618",
                        "SORA-3619",
                        "SORA-3620",
                        "SORA-3621");
    }

    private static DataFile file(String path, String digest) {
        return new DataFile("train", path, 3, digest);
    }

    private static List<String> data(List<DataFile> locked, List<DataFile> here) {
        return new DataDifferences(FILE, locked, here)
                .problems().stream().map(p -> p.code() + " " + p.have()).toList();
    }

    @Test
    void takesDataThatWasMovedForTheSame() {
        assertThat(
                        data(
                                List.of(file("/a/data/x/1.png", "1"), file("/a/data/y/2.png", "2")),
                                List.of(
                                        file("C:\\b\\x\\1.png", "1"),
                                        file("C:\\b\\y\\2.png", "2"))))
                .isEmpty();
        assertThat(data(List.of(file("/a/x.csv", "1")), List.of(file("/b/x.csv", "1")))).isEmpty();
    }

    @Test
    void namesFilesThatDiffer() {
        List<DataFile> locked = List.of(file("/a/x", "1"), file("/a/y", "2"));

        assertThat(data(locked, List.of(file("/a/x", "1"), file("/a/y", "3"))))
                .containsExactly("SORA-3630 /a/y (3 bytes, SHA-256 3)");
        assertThat(data(locked, List.of(file("/a/x", "1")))).containsExactly("SORA-3631 y");
        assertThat(data(locked, List.of(file("/a/x", "1"), file("/a/y", "2"), file("/a/z", "3"))))
                .containsExactly("SORA-3632 z");
        assertThat(data(locked, List.of(file("/a/y", "2"), file("/a/x", "1"))))
                .containsExactly("SORA-3633 y, x");
        assertThat(data(locked, List.of())).containsExactly("SORA-3631 x, y");
        // what is not there has no digest
        assertThat(data(locked, List.of(file("/a/x", "1"), file("/a/y", ""))))
                .containsExactly("SORA-3631 /a/y (no such file)");
        assertThat(data(List.of(file("/a", "")), List.of(file("/a", "")))).isEmpty();
    }

    @Test
    void namesNoMoreFilesThanAnybodyReads() {
        List<DataFile> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(file("/a/" + i, "1"));
        }
        List<DataFile> none = List.of(file("/a/other", "1"));

        assertThat(data(many, none).get(0)).startsWith("SORA-3631 0, 1, 2").endsWith("980 more");
    }

    @Test
    void comparesWhatWasRead() {
        Lock fewer = LOCK.withData(List.of(), Map.of("train", 9L), Map.of());
        Lock broken = LOCK.withData(List.of(), LOCK.records(), Map.of("train", Map.of("X", 1L)));

        assertThat(new LockDifferences(FILE, LOCK, LOCK).records()).isEmpty();
        assertThat(new LockDifferences(FILE, LOCK, fewer).records())
                .extracting(Problem::code)
                .containsExactly("SORA-3634");
        assertThat(new LockDifferences(FILE, LOCK, broken).records())
                .extracting(Problem::code)
                .containsExactly("SORA-3635");
    }

    @Test
    void tellsALockOfAnotherManifestAsThat() {
        Lock other =
                lock(
                        "0.1.9",
                        "17.0.15",
                        NATIVES,
                        List.of(),
                        8,
                        1,
                        Map.of("inputs.word.type", "text", "outputs.mood.type", "classification"));
        Lock locked =
                lock(
                        "0.2.0",
                        "17.0.15",
                        NATIVES,
                        PLUGINS,
                        7,
                        2,
                        Map.of(
                                "inputs.image.type",
                                "image",
                                "outputs.digit.type",
                                "classification"));
        List<Problem> problems = new LockDifferences(FILE, locked, other).beforeData();
        assertThat(problems).extracting(Problem::code).containsExactly("SORA-3622");
        assertThat(problems.get(0).fix()).contains("--lock");
    }
}
