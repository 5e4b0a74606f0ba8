// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.DataRecord;
import dev.sora.particle.FittedInput;
import dev.sora.particle.UnknownValues;
import dev.sora.problem.DataException;
import dev.sora.table.Reading;
import dev.sora.tensor.HostTensor;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestCategoryInput {

    @Test
    void givesFrequentValuesLowIndices() {
        List<DataRecord> records = Encoding.column("y", "x", "x", null, 3L, 3.0, 3L, "");

        FittedInput input = Encoding.fit("category", Map.of("column", "a"), records);

        assertThat(input.spec().toString()).isEqualTo("()");
        assertThat(input.spec().tableSize()).isEqualTo(5);
        assertThat(indices(input, records)).containsExactly(4, 3, 3, 0, 2, 2, 2, 0);
        assertThat(indices(input, Encoding.column("z"))).containsExactly(1);
    }

    @Test
    void blanksAtTheEndsAreNoPartOfAValue() {
        List<DataRecord> records =
                Encoding.column("x", " x", "x\u00a0", "New\u00a0York", "New York", " \u3000");

        FittedInput input = Encoding.fit("category", Map.of("column", "a"), records);

        assertThat(indices(input, records)).containsExactly(2, 2, 2, 3, 3, 0);
    }

    @Test
    void warnsOfValuesThatLookAlike() {
        List<DataRecord> records = Encoding.column("Rome", "rome", "Rome", "Paris", "1", "1.");

        FittedInput input =
                Encoding.input("category", Map.of("column", "a")).fit(Reading.records(records));

        assertThat(input.warnings())
                .containsExactly(
                        "values of column 'a' look alike and are told apart: 'Rome' (2), 'rome' (1)",
                        "values of column 'a' look alike and are told apart: '1' (1), '1.' (1)");
    }

    @Test
    void aModelOfBeforeMayKnowValuesWithBlanks() {
        FittedInput input =
                Encoding.fit("category", Map.of("column", "a"), Encoding.column("x", "y"));
        FittedInput old =
                Encoding.input("category", Map.of("column", "a"))
                        .restore(
                                Workbench.state(
                                        Map.of(
                                                "columns",
                                                List.of(Map.of("values", List.of(" x", "y"))))));

        assertThat(old.spec().tableSize()).isEqualTo(input.spec().tableSize());
        assertThat(indices(old, Encoding.column(" x", "x", "y"))).containsExactly(2, 2, 3);
    }

    @Test
    void putsSeveralColumnsIntoOneTable() {
        List<DataRecord> records =
                Encoding.records(new Object[] {"x", "x"}, new Object[] {"y", "z"});

        FittedInput input = Encoding.fit("category", Map.of("columns", List.of("b")), records);
        assertThat(input.spec().values().rank()).isEqualTo(1);
        FittedInput both = Encoding.fit("category", Map.of("columns", List.of("a", "b")), records);

        assertThat(both.spec().values().dimension(0)).isEqualTo(2);
        assertThat(both.spec().tableSize()).isEqualTo(8);
        assertThat(indices(both, records)).containsExactly(2, 6, 3, 7);
        assertThat(indices(both, Encoding.records(new Object[] {"?", null}))).containsExactly(1, 4);
    }

    @Test
    void countsValuesThatTrainingDidNotKnow() {
        List<DataRecord> known =
                Encoding.records(new Object[] {"x", "p|q"}, new Object[] {"y", ""});
        List<DataRecord> asked =
                Encoding.records(
                        new Object[] {"x", "p|z|w"},
                        new Object[] {"Rom", null},
                        new Object[] {null, "q"},
                        new Object[] {"Rom", "p"});

        for (boolean oneHot : new boolean[] {false, true}) {
            Map<String, Object> settings = Map.of("columns", List.of("a"), "one_hot", oneHot);
            FittedInput input = Encoding.fit("category", settings, known);

            assertThat(input.unknown(known, input.encode(known)))
                    .containsExactly(UnknownValues.of("a", "categories", 2, 0, List.of()));
            assertThat(input.unknown(asked, input.encode(asked)))
                    .containsExactly(UnknownValues.of("a", "categories", 3, 2, List.of("Rom")));
        }
        FittedInput several =
                Encoding.fit(
                        "category", Map.of("columns", List.of("a", "b"), "separator", "|"), known);
        assertThat(several.unknown(asked, several.encode(asked)))
                .containsExactly(
                        UnknownValues.of("a", "categories", 3, 2, List.of("Rom")),
                        UnknownValues.of("b", "categories", 3, 1, List.of("z", "w")));
    }

    @Test
    void leavesOutRareValues() {
        List<DataRecord> records = Encoding.column("a", "a", "b", "c", "c", "c");

        assertThat(
                        indices(
                                Encoding.fit(
                                        "category", Map.of("column", "a", "min_count", 2), records),
                                records))
                .containsExactly(3, 3, 1, 2, 2, 2);
        assertThat(
                        Encoding.fit("category", Map.of("column", "a", "max_values", 1), records)
                                .spec()
                                .tableSize())
                .isEqualTo(3);
    }

    @Test
    void givesSeveralValuesAPlaceEach() {
        List<DataRecord> records = Encoding.column("Action|Comedy", "Comedy", null, "|");

        FittedInput input =
                Encoding.fit("category", Map.of("column", "a", "separator", "|"), records);

        assertThat(input.spec().toString()).isEqualTo("(4)");
        assertThat(places(input, records)).containsExactly("0011", "0010", "1000", "1000");
        assertThat(places(input, Encoding.column("Comedy|Drama"))).containsExactly("0110");
        FittedInput oneHot =
                Encoding.fit("category", Map.of("column", "a", "one_hot", true), records);
        assertThat(places(oneHot, records.subList(1, 3))).containsExactly("00010", "10000");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        List<DataRecord> records = Encoding.column("a", null);
        FittedInput input =
                Encoding.fit("category", Map.of("column", "a", "unknown", "error"), records);

        assertThat(Encoding.broken(() -> input.encode(Encoding.column("a", "b"))).toString())
                .contains("SORA-4253", "test.csv:2", "'b'");
        assertThat(
                        Encoding.broken(
                                        () ->
                                                Encoding.fit(
                                                        "category",
                                                        Map.of("column", "a", "missing", "error"),
                                                        records))
                                .code())
                .isEqualTo("SORA-4252");
        assertThatThrownBy(
                        () ->
                                Encoding.input("category", Map.of("column", "a"))
                                        .restore(
                                                Workbench.state(
                                                        Map.of(
                                                                "columns",
                                                                List.of(
                                                                        Map.of(
                                                                                "values",
                                                                                List.of(
                                                                                        "x",
                                                                                        "x")))))))
                .isInstanceOf(DataException.class);
    }

    @Test
    void refusesVectorsWithoutEnd() {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 70_000; i++) {
            values.add("v" + i);
        }

        assertThatThrownBy(
                        () ->
                                Encoding.fit(
                                        "category",
                                        Map.of("column", "a", "one_hot", true),
                                        Encoding.column(values.toArray())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4255");
    }

    @Test
    void countsWithinBounds() {
        Counts counts = new Counts(1, 100);
        for (int i = 0; i < 10_000; i++) {
            counts.add("often");
            counts.add("also " + i % 3);
            counts.add("once " + i);
        }

        assertThat(counts.values(2, 10)).containsExactly("often", "also 0", "also 1", "also 2");
    }

    private static List<Integer> indices(FittedInput input, List<DataRecord> records) {
        HostTensor tensor = input.encode(records).get(0);
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < tensor.shape().size(); i++) {
            indices.add(tensor.data().getInt(4 * i));
        }
        return indices;
    }

    private static List<String> places(FittedInput input, List<DataRecord> records) {
        HostTensor tensor = input.encode(records).get(0);
        int width = (int) tensor.shape().get(1);
        List<String> rows = new ArrayList<>();
        for (int r = 0; r < records.size(); r++) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < width; i++) {
                row.append(tensor.data().get(r * width + i));
            }
            rows.add(row.toString());
        }
        return rows;
    }
}
