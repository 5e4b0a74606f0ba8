// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documentation, comments and messages use the words of the field: none of the phrases in {@code
 * words.tsv}.
 */
final class TestWords {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../../..").normalize();

    /** Excluded, because it is generated from the descriptions of plugins. */
    private static final Path REFERENCE = ROOT.resolve("docs/reference.md");

    private static final Path SCRIPT = ROOT.resolve("distribution/src/main/dist/bin/sora");

    /** The rows of the list of errors, which quote messages of the program. */
    private static final Pattern MESSAGES =
            Pattern.compile("^\\| `SORA-\\d{4}` \\|.*$", Pattern.MULTILINE);

    @Test
    void theDocumentationUsesNoneOfThePhrases() throws IOException {
        WordList words = WordList.read();
        List<Path> pages =
                new ArrayList<>(
                        List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.equals(REFERENCE))
                    .sorted()
                    .forEach(pages::add);
        }

        List<String> uses = new ArrayList<>();
        for (Path page : pages) {
            words.uses(MESSAGES.matcher(Files.readString(page)).replaceAll(""))
                    .forEach(use -> uses.add(ROOT.relativize(page) + ":" + use));
        }

        assertThat(pages).hasSizeGreaterThan(10);
        assertThat(uses).as("phrases of words.tsv; quote one in `code`").isEmpty();
    }

    @Test
    void sourcesAndScriptsUseNoneOfThePhrases() throws IOException {
        WordList words = WordList.read();
        List<Path> sources = sources();

        List<String> uses = new ArrayList<>();
        for (Path source : sources) {
            String text = Files.readString(source);
            words.usesInProse(source.toString().endsWith(".java") ? SourceProse.of(text) : text)
                    .forEach(use -> uses.add(ROOT.relativize(source) + ":" + use));
        }

        assertThat(sources).hasSizeGreaterThan(1000);
        assertThat(sources.stream().filter(source -> !source.toString().endsWith(".java")))
                .hasSizeGreaterThan(5);
        assertThat(uses).as("phrases of words.tsv").isEmpty();
    }

    /** Returns the sources of what is released, and the scripts. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        String name = folder.getFileName().toString();
                        boolean left =
                                name.equals("target")
                                        || name.equals("resources")
                                        || name.startsWith(".")
                                        || folder.endsWith("src/test");
                        return left && !folder.endsWith("main/resources")
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = file.toString();
                        if (name.endsWith(".java") || name.endsWith(".sh") || SCRIPT.equals(file)) {
                            sources.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sources;
    }

    @Test
    void commentsAndStringsOfSourcesAreLookedAtAndCodeIsNot() {
        WordList words = new WordList(Map.of("at work", "active", "mend", "fix"));
        String source =
                """
                /** Is at
                 * work, and {@code mend} too. */
                // it is at
                // work
                int mend = call("mend", 'x', "it is at"
                        + " work", 1) // don't "mend
                String quoted = "a \\" at work" + mend;
                """;

        assertThat(words.usesInProse(SourceProse.of(source)))
                .extracting(WordList.Use::toString)
                .containsExactly(
                        "1: write 'active' instead of 'at work'",
                        "3: write 'active' instead of 'at work'",
                        "5: write 'active' instead of 'at work'",
                        "6: write 'fix' instead of 'mend'",
                        "7: write 'active' instead of 'at work'");
    }

    @Test
    void aPhraseIsFoundWithItsLineAlsoAcrossABreakAndInCapitals() {
        WordList words = new WordList(Map.of("at work", "active"));

        assertThat(words.uses("It is at work.\nMany are at\nwork, it is (at work)\n\nAt work: a\n"))
                .extracting(WordList.Use::toString)
                .containsExactly(
                        "1: write 'active' instead of 'at work'",
                        "2: write 'active' instead of 'at work'",
                        "3: write 'active' instead of 'at work'",
                        "5: write 'active' instead of 'at work'");
    }

    @Test
    void codeAndOtherWordsAreNotLookedAt() {
        WordList words = new WordList(Map.of("at work", "active", "mend", "fix"));

        assertThat(
                        words.uses(
                                """
                                Says `is at work` and ``at `x` work``, that workers amend at `a` work.

                                ```
                                at work
                                ```
                                  ```yaml
                                  mend: at work
                                  ```
                                """))
                .isEmpty();
        assertThat(new WordList(Map.of("is no list", "is not a list")).uses("There is no list."))
                .isEmpty();
        assertThat(words.uses("```\nat work\n```\n`x` mend"))
                .extracting(WordList.Use::line)
                .containsExactly(4);
    }

    @Test
    void theListIsInOrderAndInLowerCase() throws IOException {
        try (InputStream in = TestWords.class.getResourceAsStream("words.tsv")) {
            List<String> lines =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .toList();

            assertThat(lines).isSorted().hasSizeGreaterThan(30);
            assertThat(lines)
                    .allSatisfy(
                            line ->
                                    assertThat(line.split("\t")[0])
                                            .isEqualTo(
                                                    line.split("\t")[0].toLowerCase(Locale.ROOT)));
        }
    }
}
