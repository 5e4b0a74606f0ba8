// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import dev.sora.problem.PathNames;
import dev.sora.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of files with non-ASCII letters are read correctly, or refused with a remedy. */
final class TestPathNames {

    private static final boolean UTF_8 = PathNames.isEncodable("кошка");

    @TempDir private Path folder;

    /** Writes a file whose name is given byte by byte, which works in any locale. */
    private void write(String escaped) throws IOException {
        Files.writeString(Path.of(URI.create(folder.toUri() + escaped)), "text");
    }

    private List<String> names() {
        return EntryStore.of(folder, (name, head) -> Optional.empty(), 100).names();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void areReadWhereTheLocaleKnowsTheirLetters() throws IOException {
        write("d%C3%A4t.txt");

        if (UTF_8) {
            assertThat(names()).containsExactly("dät.txt");
        } else {
            assertThatThrownBy(this::names)
                    .isInstanceOf(DataException.class)
                    .hasMessageContainingAll("SORA-4136", "LC_ALL=C.UTF-8");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void areRefusedWhereTheyAreNotInTheLocalesEncoding() throws IOException {
        write("d%E4t.txt");

        assertThatThrownBy(this::names)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4136")
                .hasMessageContaining(UTF_8 ? "convmv" : "LC_ALL=C.UTF-8");
    }

    @Test
    void sayWhatIsWrongWithAPath() {
        Problem wrong = PathNames.problem(new InvalidPathException("a:b", "Illegal character"));
        assertThat(wrong.code()).isEqualTo("SORA-4136");
        assertThat(wrong.have()).isEqualTo("Illegal character");

        if (!UTF_8) {
            Problem foreign =
                    PathNames.problem(new InvalidPathException("кошка", "Malformed input"));
            assertThat(foreign.fix()).contains("LC_ALL=C.UTF-8");
            assertThat(foreign.needs()).isEqualTo("a locale in UTF-8");
        }
    }
}
