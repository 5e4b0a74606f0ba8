// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.DataException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestPredictionTable {

    private static Map<String, Object> line(long number, Object... pairs) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("record", "a.csv");
        line.put("number", number);
        line.putAll(map(pairs));
        return line;
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @SafeVarargs
    private static List<String> written(
            boolean ranked, boolean withErrors, Map<String, Object>... lines) throws IOException {
        StringBuilder out = new StringBuilder();
        PredictionTable table = new PredictionTable(out, ranked, withErrors, PredictionTable.HELD);
        for (Map<String, Object> line : lines) {
            table.add(line);
        }
        table.finish();
        assertThat(out).endsWith("\n");
        return Arrays.asList(out.toString().split("\n"));
    }

    @Test
    void givesInnerValuesAColumnEachAndQuotesWhatNeedsIt() throws IOException {
        assertThat(
                        written(
                                false,
                                false,
                                line(
                                        1,
                                        "keep",
                                        map("id", 12345678901234567L, "name", "Smith, \"Al\""),
                                        "label",
                                        " yes",
                                        "probabilities",
                                        map("no", 0.25, " yes", 0.75)),
                                line(
                                        2,
                                        "keep",
                                        map("id", null, "name", "=1+1"),
                                        "label",
                                        "no",
                                        "probabilities",
                                        map("no", 1e-9, " yes", Double.NaN))))
                .containsExactly(
                        "record,number,id,name,label,probabilities.no,probabilities. yes",
                        "a.csv,1,12345678901234567,\"Smith, \"\"Al\"\"\",\" yes\",0.25,0.75",
                        "a.csv,2,,=1+1,no,1.0E-9,");
    }

    @Test
    void writesTheLikeliestClassesByRank() throws IOException {
        assertThat(
                        written(
                                true,
                                false,
                                line(1, "probabilities", map("b", 0.7, "a", 0.2)),
                                line(2, "probabilities", map("c", 0.6, "b", 0.4))))
                .containsExactly(
                        "record,number,probabilities.1.label,probabilities.1.probability,"
                                + "probabilities.2.label,probabilities.2.probability",
                        "a.csv,1,b,0.7,a,0.2",
                        "a.csv,2,c,0.6,b,0.4");
    }

    @Test
    void putsErrorsInTheirRecordsPlace() throws IOException {
        assertThat(
                        written(
                                false,
                                true,
                                line(1, "error", map("code", "SORA-4005", "message", "no, never")),
                                line(2, "value", 3.5)))
                .containsExactly(
                        "record,number,value,error",
                        "a.csv,1,,\"SORA-4005; no, never\"",
                        "a.csv,2,3.5,");
        assertThat(written(false, true, line(1, "error", map("code", "SORA-4005"))))
                .containsExactly("record,number,error", "a.csv,1,SORA-4005");
    }

    @Test
    void keepsBothWhereAKeptColumnHasTheNameOfAnAnswer() throws IOException {
        assertThat(written(false, false, line(1, "keep", map("label", "x"), "label", "y")))
                .containsExactly("record,number,keep.label,label", "a.csv,1,x,y");
    }

    @Test
    void writesListsAsJsonAndKnowsColumnsOfLaterLines() throws IOException {
        assertThat(
                        written(
                                false,
                                false,
                                line(1, "items", List.of("a", 7L)),
                                line(2, "items", List.of(), "cold_start", true)))
                .containsExactly(
                        "record,number,items,cold_start",
                        "a.csv,1,\"[\"\"a\"\",7]\",",
                        "a.csv,2,[],true");
    }

    @Test
    void refusesAValueThatCameTooLateForAColumn() throws IOException {
        StringBuilder out = new StringBuilder();
        PredictionTable table = new PredictionTable(out, false, false, PredictionTable.HELD);
        for (Map<String, Object> line :
                Collections.nCopies(PredictionTable.HELD, line(1, "value", 1.0))) {
            table.add(line);
        }
        assertThat(out.toString().lines()).hasSize(PredictionTable.HELD + 1);

        assertThatThrownBy(() -> table.add(line(1001, "value", 1.0, "late", 2.0)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("'late'")
                .hasMessageContaining("a.csv, record 1001")
                .hasMessageContaining("--format jsonl");
    }
}
