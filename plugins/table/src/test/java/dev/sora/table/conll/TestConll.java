// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.conll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sentences of files in which people and tools write blank lines, blanks and tokens freely. */
final class TestConll {

    @TempDir private Path folder;

    private Reading.Result read(String text, Map<String, Object> more) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conll"), text);
        Map<String, Object> settings = new HashMap<>(more);
        settings.put("path", file.toString());
        return Reading.result("conll", settings);
    }

    private static List<?> tokens(DataRecord record) {
        return record.get("tokens", List.class);
    }

    @Test
    void blankLinesOfAnyKindAreBetweenSentences() throws IOException {
        Reading.Result result =
                read(
                        "\n\nAnn\tB-P\r\nleft\tO\r\n \t\r\n\r\n#go\tO\n\n-DOCSTART-\tO\n\nhi\tO",
                        Map.of());

        assertThat(result.records().stream().map(TestConll::tokens).toList())
                .isEqualTo(List.of(List.of("Ann", "left"), List.of("#go"), List.of("hi")));
        assertThat(result.records().get(0).get("tags", Object.class))
                .isEqualTo(List.of("B-P", "O"));
        assertThat(result.records().get(0).where()).isEqualTo("a.conll:3");
        assertThat(result.records().get(1).where()).isEqualTo("a.conll:7");
    }

    /** A token may hold a blank where fields are between tabs, and quotes mean nothing. */
    @Test
    void tabsOrBlanksAreBetweenFields() throws IOException {
        Reading.Result tabs = read("New York\tB-L\n\"\tO\n", Map.of());
        Reading.Result blanks = read("EU  NNP B-NP B-ORG\nrejects VBZ B-VP O\n", Map.of());

        assertThat(tokens(tabs.records().get(0))).isEqualTo(List.of("New York", "\""));
        assertThat(tokens(blanks.records().get(0))).isEqualTo(List.of("EU", "rejects"));
        assertThat(blanks.records().get(0).get("tags", Object.class))
                .isEqualTo(List.of("B-ORG", "O"));
    }

    @Test
    void aLineThatLacksAFieldIsNamed() throws IOException {
        Reading.Result result = read("a\tO\n\nb\tO\nc\nd\tO\n\ne\tO\n", Map.of());

        assertThat(result.records().stream().map(TestConll::tokens).toList())
                .isEqualTo(List.of(List.of("a"), List.of("e")));
        assertThat(result.broken()).hasSize(1);
        assertThat(result.broken().get(0).code()).isEqualTo("SORA-4562");
        assertThat(result.broken().get(0).where()).isEqualTo("a.conll:4");
    }

    /**
     * CoNLL-U, GermEval and MultiCoNER write comments before sentences; within one, a line that
     * begins alike is a token (mead-ml/mead-baseline#408).
     */
    @Test
    void commentsBeforeASentenceAreLeftOutIfTheyAreNamed() throws IOException {
        String text = "# id 1\tdomain=train\n# id 2\nAnn _ _ B-P\n# _ _ O\n\n# id 3\n\nhi _ _ O\n";

        Reading.Result result = read(text, Map.of("comment", "# id"));

        assertThat(result.broken()).isEmpty();
        assertThat(result.records().stream().map(TestConll::tokens).toList())
                .isEqualTo(List.of(List.of("Ann", "#"), List.of("hi")));
        assertThat(result.records().get(0).where()).isEqualTo("a.conll:3");
        assertThat(read(text, Map.of()).broken().get(0).fix()).contains("'comment'");
    }

    /** ZihanWangKi/CrossWeigh#4: without the blank line, two documents were one sentence. */
    @Test
    void aDocumentEndsASentence() throws IOException {
        Reading.Result result = read("a\tO\n-DOCSTART-\tO\nb\tO\n", Map.of());

        assertThat(result.records().stream().map(TestConll::tokens).toList())
                .isEqualTo(List.of(List.of("a"), List.of("b")));
    }
}
