// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestFileNames {

    private static final String COMPOSED = "caf\u00e9";
    private static final String APART = "cafe\u0301";

    @TempDir Path folder;

    private Path file(String folderName, String name) throws IOException {
        try {
            Path own = Files.createDirectories(folder.resolve(folderName));
            return Files.createFile(own.resolve(name));
        } catch (InvalidPathException e) {
            assumeTrue(false, "this JVM cannot name such files");
            throw e;
        }
    }

    @Test
    void findsAFileInWhicheverFormItsNameIsStored() throws IOException {
        Path stored = file(APART, COMPOSED + ".png");

        assertThat(FileNames.find(folder, COMPOSED + "/" + APART + ".png")).isEqualTo(stored);
        assertThat(FileNames.find(folder, APART + "/" + COMPOSED + ".png")).isEqualTo(stored);
        assertThat(FileNames.find(folder, COMPOSED + "/other.png"))
                .isEqualTo(folder.resolve(COMPOSED + "/other.png"));
    }

    @Test
    void looksNowhereButInTheFolder() throws IOException {
        Path stored = file("inner", COMPOSED + ".png");

        assertThat(FileNames.find(stored.getParent(), "../inner/x" + APART))
                .isEqualTo(stored.getParent().resolve("../inner/x" + APART));
        assertThat(FileNames.find(folder.resolve("other"), "../inner/" + APART + ".png"))
                .isNotEqualTo(stored);
    }

    @Test
    void aClassFolderIsOneClassInEitherForm() {
        assertThat(ClassFolders.of("a/" + APART + "/1.txt")).isEqualTo(COMPOSED);
        assertThat(ClassFolders.of("a/" + COMPOSED + "/2.txt")).isEqualTo(COMPOSED);
        Set<String> chosen =
                ClassFolders.evenly(
                        List.of(APART + "/1.txt", APART + "/2.txt", COMPOSED + "/3.txt", "b/4.txt"),
                        2);
        assertThat(chosen).containsExactlyInAnyOrder(APART + "/1.txt", "b/4.txt");
    }
}
