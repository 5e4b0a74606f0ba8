// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestRemainingFields {

    @TempDir private Path folder;

    @Test
    void namesTheColumnOfAFieldThatDoesNotFit() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "1,2,3\n4,five\n");
        Map<String, Object> settings =
                Map.of(
                        "path",
                        file.toString(),
                        "columns",
                        List.of("id"),
                        "rest",
                        "marks",
                        "types",
                        Map.of("marks", "vector"));

        List<Problem> problems = Reading.result("csv", settings).broken();

        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly("column 'marks' does not hold a number");
    }

    private Map<String, Object> labelled(Path file) {
        return Map.of(
                "path",
                file.toString(),
                "columns",
                List.of("id"),
                "rest",
                "marks",
                "last",
                List.of("size", "label"),
                "types",
                Map.of("marks", "vector", "size", "integer"));
    }

    @Test
    void theLastFieldsOfARowHaveNamesWhateverItsLength() throws IOException {
        Path file = Files.writeString(folder.resolve("b.csv"), "a,1,2,3,7,x\nb,8,yy\nc,5,9,zzz\n");

        List<DataRecord> records = Reading.result("csv", labelled(file)).records();

        assertThat(records)
                .extracting(r -> r.get("label", String.class))
                .containsExactly("x", "yy", "zzz");
        assertThat(records).extracting(r -> r.get("size", Long.class)).containsExactly(7L, 8L, 9L);
        assertThat(records.get(0).get("marks", float[].class)).containsExactly(1, 2, 3);
        assertThat(records.get(1).get("marks", float[].class)).isEmpty();
        assertThat(records.get(2).get("marks", float[].class)).containsExactly(5);
    }

    @Test
    void aFieldAtTheEndIsNotSplit() throws IOException {
        Map<String, Object> settings = new HashMap<>(labelled(folder.resolve("d.csv")));
        Files.writeString(folder.resolve("d.csv"), "a,1,2,3,7,x\n");
        settings.put("parts", Map.of("label", "(?<kind>.)"));

        DataException thrown =
                catchThrowableOfType(DataException.class, () -> Reading.result("csv", settings));

        assertThat(thrown.problems().get(0).message()).contains("'parts.label'", "'last'");
    }

    @Test
    void aRowWithoutTheLastFieldsIsBroken() throws IOException {
        Path file = Files.writeString(folder.resolve("c.csv"), "a,1,7,x\nb,y\nc,1,no,z\n");

        List<Problem> problems = Reading.result("csv", labelled(file)).broken();

        assertThat(problems)
                .extracting(p -> p.code() + " " + p.needs())
                .containsExactly(
                        "SORA-4212 3 or more, as there are names",
                        "SORA-4211 an integer of 64 bits");
    }
}
