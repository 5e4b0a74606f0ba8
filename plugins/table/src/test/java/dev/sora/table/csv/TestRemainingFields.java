// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
