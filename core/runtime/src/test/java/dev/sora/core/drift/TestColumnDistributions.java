// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.profiling.SplitStatistics;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Columns of training data, and the same values as clients write them. */
final class TestColumnDistributions {

    private static final int RECORDS = 600;

    private static List<WatchedValue> watched(ColumnType type, IntFunction<Object> value) {
        Schema schema = Schema.of(Column.of("x", type));
        List<DataRecord> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(new DataRecord(schema, "x.csv", i + 1, value.apply(i)));
        }
        SplitStatistics statistics =
                new SplitStatistics(Set.of("x"), Set.of(), OptionalLong.of(RECORDS));
        statistics.look(records).run();
        return ColumnDistributions.of(
                statistics.finish().columns(), Set.of("x"), statistics.sample());
    }

    private static double index(WatchedValue training, IntFunction<Object> value) {
        double[] live = new double[training.distribution().size()];
        IntStream.range(0, RECORDS).forEach(i -> live[training.bin(value.apply(i))]++);
        for (int i = 0; i < live.length; i++) {
            live[i] /= RECORDS;
        }
        return PopulationStability.index(training.distribution().shares(), live);
    }

    @Test
    void fewNumbersOfATextColumnHaveTheNamesOfNumbers() {
        WatchedValue rating =
                watched(ColumnType.TEXT, i -> List.of("0.50", "1.50", "4.50", "10.00").get(i % 4))
                        .get(0);
        assertThat(index(rating, i -> List.of(0.5, 1.5, 4.5, 10L).get(i % 4))).isLessThan(1e-6);
        assertThat(index(rating, i -> List.of("0.5", "1.50", "4.5", "10").get(i % 4)))
                .isLessThan(1e-6);
        assertThat(index(rating, i -> List.of(0.5, 1.5, 4.5, 4.5).get(i % 4))).isGreaterThan(0.25);
        WatchedValue code = watched(ColumnType.TEXT, i -> "00" + i % 3).get(0);
        assertThat(index(code, i -> i % 3)).isGreaterThan(0.25);
    }

    @Test
    void manyNumbersOfATextColumnHaveBinsAlsoIfSomeAreFrequent() {
        IntFunction<Object> age = i -> String.valueOf(i % 100 < 55 ? 20 + i % 20 : 40 + i % 50);
        WatchedValue ages = watched(ColumnType.TEXT, age).get(0);
        assertThat(ages.distribution()).isInstanceOf(NumberBins.class);
        assertThat(index(ages, age)).isLessThan(1e-6);
        assertThat(index(ages, i -> i % 100 < 55 ? age.apply(i) : 88L)).isGreaterThan(0.25);
    }

    @Test
    void blankStringsAreMissing() {
        WatchedValue city =
                watched(ColumnType.TEXT, i -> List.of("Rome", "", "Oslo").get(i % 3)).get(0);
        double[] shares = city.distribution().shares();
        assertThat(shares[shares.length - 1]).isEqualTo(1 / 3.0);
        IntStream.range(0, 3)
                .forEach(
                        i ->
                                assertThat(city.bin(List.of(" ", List.of(), List.of("")).get(i)))
                                        .isEqualTo(shares.length - 1));
    }

    @Test
    void booleansAndListsAreComparedHoweverTheyAreWritten() {
        WatchedValue member = watched(ColumnType.BOOLEAN, i -> i % 3 == 0).get(0);
        assertThat(index(member, i -> i % 3 == 0 ? 1L : 0L)).isLessThan(1e-6);
        assertThat(index(member, i -> i % 3 == 0 ? "TRUE" : "false")).isLessThan(1e-6);
        WatchedValue genres = watched(ColumnType.TEXT, i -> i % 2 == 0 ? "a|b" : "c").get(0);
        assertThat(index(genres, i -> i % 2 == 0 ? List.of("a", "b") : List.of("c")))
                .isLessThan(1e-6);
        List<WatchedValue> vector = watched(ColumnType.VECTOR, i -> new float[] {i / 64f, 1, -2});
        assertThat(vector).extracting(WatchedValue::field).containsExactly("size", "mean");
        assertThat(vector)
                .allSatisfy(
                        each ->
                                assertThat(index(each, i -> "%s 1 -2".formatted(i / 64f)))
                                        .isLessThan(1e-6));
    }
}
