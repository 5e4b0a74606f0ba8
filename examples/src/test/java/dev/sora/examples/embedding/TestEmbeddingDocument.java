// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in docs/embedding.md are compiled. */
final class TestEmbeddingDocument {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("sora.examples", "")).toAbsolutePath();
    private static final Path SOURCES = EXAMPLES.resolve("src/test/java/dev/sora/examples");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir private static Path folder;

    @Test
    void holdsOnlyCodeThatCompiles() throws IOException {
        String compiled;
        try (Stream<Path> files = Files.list(SOURCES.resolve("embedding"))) {
            compiled =
                    Stream.concat(files, Stream.of(SOURCES.resolve("PredictionServer.java")))
                            .map(TestEmbeddingDocument::bare)
                            .collect(Collectors.joining());
        }
        List<String> blocks =
                BLOCK.matcher(Files.readString(EXAMPLES.resolveSibling("docs/embedding.md")))
                        .results()
                        .map(block -> block.group(1))
                        .toList();

        assertThat(blocks).hasSizeGreaterThan(4);
        assertThat(blocks).filteredOn(block -> !compiled.contains(bare(block))).isEmpty();
    }

    private static String bare(Path file) {
        try {
            return bare(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bare(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void trainsAsShown() {
        EmbeddingSnippets.train(folder);
        assertThat(folder.resolve("run/model.sora")).exists();
    }
}
