// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestJoin {

    @TempDir private Path folder;
    private Path ratings;

    @BeforeEach
    void write() throws IOException {
        ratings =
                Files.writeString(folder.resolve("ratings.csv"), "user,film,stars\n1,7,5\n2,9,3\n");
    }

    @Test
    void addsTheColumnsOfTheRowWithTheKey() throws IOException {
        Path films = Files.writeString(folder.resolve("films.txt"), "7|Alien|1979\n8|Heat|1995\n");
        List<DataRecord> records =
                Reading.all(
                        "csv",
                        Map.of(
                                "path",
                                ratings,
                                "join",
                                List.of(
                                        Map.of(
                                                "on",
                                                "film",
                                                "key",
                                                "id",
                                                "path",
                                                films,
                                                "delimiter",
                                                "bar",
                                                "columns",
                                                List.of("id", "title", "year"),
                                                "types",
                                                Map.of("year", "integer")))));

        assertThat(Reading.column(records, "title")).containsExactly("Alien", null);
        assertThat(Reading.column(records, "year")).containsExactly(1979L, null);
        assertThat(Reading.column(records, "stars")).containsExactly("5", "3");
        assertThat(records.get(1).where()).endsWith("ratings.csv:3");
    }

    @Test
    void refusesTwoRowsOfOneKey() throws IOException {
        Path films =
                Files.writeString(folder.resolve("films.csv"), "film,title\n7,Alien\n7,Heat\n");

        assertThat(failure(films).code()).isEqualTo("SORA-4238");
        assertThat(failure(films).where()).endsWith("films.csv:3");
    }

    @Test
    void needsAllRowsOfTheOtherTable() throws IOException {
        Path films = Files.writeString(folder.resolve("films.csv"), "film,title\n7,Alien,1\n");

        Problem problem = failure(films);

        assertThat(problem.code()).isEqualTo("SORA-4212");
        assertThat(problem.where()).endsWith("films.csv:2");
        assertThat(problem.fix()).contains("read whole").doesNotContain("on_error");
    }

    @Test
    void refusesAColumnThatIsThereAlready() throws IOException {
        Path films = Files.writeString(folder.resolve("films.csv"), "film,stars\n7,2\n");

        assertThat(failure(films).message()).contains("'stars'");
    }

    @Test
    void refusesATableWithoutTheKey() throws IOException {
        Path films = Files.writeString(folder.resolve("films.csv"), "id,title\n7,Alien\n");

        assertThat(failure(films).message()).contains("no column 'film'");
    }

    private Problem failure(Path films) {
        return Reading.failure(
                "csv",
                Map.of("path", ratings, "join", List.of(Map.of("on", "film", "path", films))));
    }
}
