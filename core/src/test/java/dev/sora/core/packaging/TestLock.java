// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.packaging.Lock.DataFile;
import dev.sora.core.packaging.Lock.Plugin;
import dev.sora.problem.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestLock {

    private static final Lock LOCK =
            new Lock(
                    "0.1.0",
                    Map.of("version", "17.0.15"),
                    Map.of("name", "cpu"),
                    List.of(new Plugin("vision", "0.1.0", "bb"), new Plugin("cpu", "1", "aa")),
                    List.of(new DataFile("train.gz", 3, "cc")),
                    Map.of("train", Map.of("SORA-4004", 2L)),
                    7,
                    2);

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

        assertThat(DataFile.of("data/a", file))
                .isEqualTo(new DataFile("data/a", 3, Digests.sha256("abc")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {"lock": 2}             | SORA-4402  the lock was written by a newer Sora
            {"lock": 0}             | the lock has no version
            {}                      | 'lock' must be a whole number
            {"lock": 1}             | 'sora' must be a text
            {"lock": 1, "sora": "0", "java": 1} | 'java' must be an object
            {"lock": 1, "sora": "0", "java": {"a": 1}} | 'a' must be a text
            {"lock": 1, "sora": "0", "java": {}, "engine": {}, "plugins": [1]} | 'plugins' must be an object
            """)
    void refusesWhatIsNoLock(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("sora.lock"), text);

        assertThatThrownBy(() -> Lock.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("sora.lock")
                .hasMessageContaining(message);
    }
}
