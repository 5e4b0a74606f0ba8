// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestNativeDigest {

    @TempDir private Path dir;

    private Path folder(String name, String content) throws IOException {
        Path folder = Files.createDirectories(dir.resolve(name));
        Files.writeString(folder.resolve("libtorch.so"), content);
        Files.writeString(folder.resolve("libgomp-1.so.1"), "gomp");
        Files.writeString(folder.resolve("notes.txt"), name);
        return folder;
    }

    @Test
    void isThatOfTheLibrariesWhereverTheyLie() throws IOException {
        String one = NativeDigest.of(folder("one", "a"), dir.resolve("cache"));

        assertThat(one).matches("[0-9a-f]{64}");
        assertThat(NativeDigest.of(folder("two", "a"), dir.resolve("cache"))).isEqualTo(one);
        assertThat(NativeDigest.of(folder("two", "b"), dir.resolve("cache"))).isNotEqualTo(one);
        assertThat(dir.resolve("one/sora.digest")).doesNotExist();
    }

    @Test
    void isNotedWhereSoraUnpackedThemUntilTheyChange() throws IOException {
        Path folder = folder("cache/1", "a");
        String first = NativeDigest.of(folder, dir.resolve("cache"));
        Path note = folder.resolve("sora.digest");
        assertThat(note).content().startsWith(first + "\n");

        Files.writeString(note, Files.readString(note).replace(first, "0".repeat(64)));
        assertThat(NativeDigest.of(folder, dir.resolve("cache"))).isEqualTo("0".repeat(64));

        Path library = folder.resolve("libtorch.so");
        Files.setLastModifiedTime(library, FileTime.fromMillis(1));
        assertThat(NativeDigest.of(folder, dir.resolve("cache"))).isEqualTo(first);
    }

    @Test
    void isNotedInTheCacheForLibrariesElsewhere() throws IOException {
        Path folder = folder("one", "a");
        Path cache = dir.resolve("cache");
        String first = NativeDigest.of(folder, cache);
        Path note;
        try (Stream<Path> notes = Files.list(cache.resolve("elsewhere"))) {
            note = notes.findFirst().orElseThrow();
        }
        assertThat(note).content().startsWith(first + "\n");

        Files.writeString(note, Files.readString(note).replace(first, "0".repeat(64)));
        assertThat(NativeDigest.of(folder, cache)).isEqualTo("0".repeat(64));
        Files.setLastModifiedTime(folder.resolve("libtorch.so"), FileTime.fromMillis(1));
        assertThat(NativeDigest.of(folder, cache)).isEqualTo(first);
    }

    @Test
    void isEmptyWhereThereIsNoFolder() {
        assertThat(NativeDigest.of(dir.resolve("gone"), dir)).isEmpty();
    }
}
