// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documentation uses the words of the field: none of the phrases in {@code words.tsv}. */
final class TestWords {

    private static final Path ROOT = Path.of("").toAbsolutePath().resolve("../../..").normalize();

    /** Excluded, because it is generated from the descriptions of plugins. */
    private static final Path REFERENCE = ROOT.resolve("docs/reference.md");

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
