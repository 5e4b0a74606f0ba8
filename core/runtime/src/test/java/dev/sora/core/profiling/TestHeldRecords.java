// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.profile.RecordSize;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The records that stay in memory during a training. */
final class TestHeldRecords {

    private static final int MOST_BYTES = 16 << 20;

    private static List<DataRecord> held(ColumnType type, Object value, int count) {
        Schema schema = Schema.of(Column.of("x", type), Column.of("label", ColumnType.INTEGER));
        HeldRecords held = new HeldRecords();
        IntStream.range(0, count)
                .forEach(
                        i ->
                                held.offer(
                                        i,
                                        new DataRecord(
                                                schema, "x", i + 1, value, i * 10L / count)));
        return held.records();
    }

    private static Map<Object, Long> labels(List<DataRecord> records) {
        return records.stream()
                .collect(
                        Collectors.groupingBy(
                                each -> each.find("label").orElseThrow(), Collectors.counting()));
    }

    private static long bytes(List<DataRecord> records) {
        return records.stream().mapToLong(RecordSize::measured).sum();
    }

    @Test
    void largePicturesInTheOrderOfTheirClassesAreSampledFromAllClasses() {
        byte[] samples = new byte[224 * 224 * 3];
        List<DataRecord> held = held(ColumnType.IMAGE, new ImageValue(224, 224, 3, samples), 1000);
        assertThat(held).hasSizeBetween(100, 112);
        assertThat(bytes(held)).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(labels(held)).hasSize(10);
        assertThat(labels(held).values()).allSatisfy(count -> assertThat(count).isLessThan(30));
    }

    @Test
    void manySmallRecordsAreSampledEvenlyInTheirOrder() {
        List<DataRecord> held = held(ColumnType.TEXT, "short", 20_000);
        assertThat(held)
                .hasSize(1024)
                .isSortedAccordingTo((a, b) -> (int) (a.number() - b.number()));
        assertThat(labels(held).values())
                .allSatisfy(count -> assertThat(count).isBetween(60L, 150L));
    }

    @Test
    void listsCountWithTheirElementsAndWhatIsLargerThanTheRoomIsLeftOut() {
        List<String> texts = Collections.nCopies(4, "x".repeat(100_000));
        List<DataRecord> lists = held(ColumnType.TEXTS, texts, 1000);
        assertThat(bytes(lists)).isBetween(MOST_BYTES / 2L, (long) MOST_BYTES);
        ImageValue huge = new ImageValue(4096, 4097, 1, new byte[4096 * 4097]);
        assertThat(held(ColumnType.IMAGE, huge, 3)).isEmpty();
    }
}
