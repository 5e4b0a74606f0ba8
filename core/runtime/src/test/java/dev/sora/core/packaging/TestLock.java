// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.io.Digests;
import dev.sora.core.packaging.Lock.DataFile;
import dev.sora.core.packaging.Lock.Natives;
import dev.sora.core.packaging.Lock.Plugin;
import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestLock {

    private static final Lock LOCK =
            new Lock(
                    Lock.VERSION,
                    "0.2.0",
                    Map.of("version", "17.0.15"),
                    Map.of("name", "cpu"),
                    new Natives("engine-cpu/cpu", "cpu", "PyTorch 2", "linux-x86_64", "dd"),
                    List.of(
                            new Plugin("vision", "0.1.0", "bb", Set.of("model", "data")),
                            new Plugin("cpu", "1", "aa", Set.of("engine"))),
                    List.of(new DataFile("train", "train.gz", 3, "cc")),
                    Map.of("train", 100L),
                    Map.of("train", Map.of("SORA-4004", 2L)),
                    7,
                    2,
                    Map.of("training.epochs", "3", "outputs.digit.type", "classification"));

    /** As Sora 0.1.0 wrote it. */
    private static final String FIRST =
            """
            {"lock": 1, "sora": "0.1.0", "java": {"version": "17"},
             "engine": {"device": "cpu", "runtime": "PyTorch 2.7.1", "platform": "linux-x86_64"},
             "plugins": [{"name": "vision", "version": "0.1.0", "sha256": "bb"}],
             "data": [{"path": "train.gz", "size": 3, "sha256": "cc"}],
             "seed": 7, "threads": 2}
            """;

    @Test
    void readsTheFirstVersion() throws IOException {
        Lock lock = Lock.read(Files.writeString(folder.resolve("sora.lock"), FIRST));

        assertThat(lock.version()).isEqualTo(1);
        assertThat(lock.natives())
                .isEqualTo(new Natives("", "cpu", "PyTorch 2.7.1", "linux-x86_64", ""));
        assertThat(lock.plugins())
                .containsExactly(new Plugin("vision", "0.1.0", "bb", Set.of()))
                .allMatch(Plugin::isNeededByModel);
        assertThat(lock.files()).containsExactly(new DataFile("", "train.gz", 3, "cc"));
        assertThat(lock.manifest()).isEmpty();
    }

    @Test
    void noticesAManifestThatWasEdited() {
        Path file = folder.resolve("sora.lock");
        LOCK.write(file);

        assertThatThrownBy(
                        () ->
                                Lock.read(
                                        Files.writeString(
                                                file,
                                                Files.readString(file).replace("\"3\"", "\"4\""))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'manifest' and its digest do not match");
    }

    @Test
    void readsDigestsInCapitals() throws IOException {
        Path file = folder.resolve("sora.lock");
        LOCK.write(file);
        String digest = LOCK.manifestDigest();
        String text = Files.readString(file);
        for (String each : List.of(digest, "aa", "bb", "cc", "dd")) {
            text = text.replace('"' + each + '"', '"' + each.toUpperCase(Locale.ROOT) + '"');
        }

        assertThat(Lock.read(Files.writeString(file, text))).isEqualTo(LOCK);
    }

    @Test
    void pinsNothingThatIsOnlyTold() {
        Lock moved =
                LOCK.withData(
                        List.of(new DataFile("train", "/elsewhere/train.gz", 3, "cc")),
                        LOCK.records(),
                        LOCK.skipped());
        Lock other =
                LOCK.withData(
                        List.of(new DataFile("train", "train.gz", 3, "c0")),
                        LOCK.records(),
                        LOCK.skipped());

        assertThat(moved.pins()).isEqualTo(LOCK.pins());
        assertThat(other.pins()).isNotEqualTo(LOCK.pins());
    }

    @TempDir private Path folder;

    @Test
    void readsWhatItWrote() {
        Path file = folder.resolve("sora.lock");

        LOCK.write(file);

        assertThat(Lock.read(file)).isEqualTo(LOCK);
        assertThat(Lock.of(LOCK.tree(), "lock.json").plugins())
                .extracting(Plugin::name)
                .containsExactly("cpu", "vision");
    }

    @Test
    void measuresFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "abc");

        assertThat(DataFile.of("train", file))
                .isEqualTo(new DataFile("train", file.toString(), 3, Digests.sha256("abc")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"lock": 3}             | SORA-4402  the lock was written by a newer Sora
            {"lock": 0}             | the lock has no version
            {}                      | 'lock' must be an integer
            {"lock": 1}             | 'sora' must be a string
            {"lock": 1, "sora": "0", "java": 1} | 'java' must be an object
            {"lock": 1, "sora": "0", "java": {"a": 1}} | 'a' must be a string
            {"lock": 1, "sora": "0", "java": {}, "engine": {}, "plugins": [1]} | 'plugins' must be an object
            {"lock": 1, "sora": "0", "java": {}, "engine": {}, "plugins": [{"name": "a;b", "version": "1"}]} | 'name' of a plugin is not valid
            {"lock": 1, "sora": "0", "java": {}, "engine": {}, "plugins": [{"name": "a", "version": "1\\u001b[2J"}]} | 'version' of a plugin is not valid
            """)
    void refusesWhatIsNoLock(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("sora.lock"), text);

        assertThatThrownBy(() -> Lock.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("sora.lock")
                .hasMessageContaining(message);
    }

    /** A package is known by what it holds, and may lie elsewhere when a training is resumed. */
    @Test
    void knowsLearnedDataWhereverFilesLie() {
        String learned = learned(file("train", "a.csv", "11"), file("package", "b.sora", "22"));

        assertThat(learned(file("train", "z/a.csv", "11"), file("test", "c.csv", "33")))
                .isEqualTo(learned);
        assertThat(
                        learned(
                                file("train", "a.csv", "11"),
                                file("package", "a.sora", "44"),
                                file("package", "b.sora", "22")))
                .isEqualTo(learned);
        assertThat(learned(file("train", "a.csv", "33"))).isNotEqualTo(learned);
        assertThat(learned(file("train", "a.csv", "11"), file("validation", "v.csv", "22")))
                .isNotEqualTo(learned);
    }

    private static DataFile file(String part, String path, String sha256) {
        return new DataFile(part, path, 3, sha256);
    }

    private static String learned(DataFile... files) {
        return LOCK.withData(List.of(files), Map.of("train", 100L), Map.of()).learnedData();
    }
}
