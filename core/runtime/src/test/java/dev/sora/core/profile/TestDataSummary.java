// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.profiling.SplitDigest;
import dev.sora.core.profiling.SplitStatistics;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestDataSummary {

    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Column.of("x", ColumnType.NUMBER),
                            Column.of("copy", ColumnType.TEXT),
                            Column.of("same", ColumnType.TEXT),
                            Column.of("unused", ColumnType.TEXT),
                            Column.of("label", ColumnType.TEXT)));

    private static SplitSummary part(int from, int to) {
        return part(from, to, OptionalLong.of(to - from));
    }

    private static SplitSummary part(int from, int to, OptionalLong size) {
        SplitStatistics watch =
                new SplitStatistics(Set.of("x", "copy", "same", "label"), Set.of("label"), size);
        for (int i = from; i < to; i++) {
            String label = i % 20 == 0 ? "rare" : "often";
            watch.look(
                            List.of(
                                    new DataRecord(
                                            SCHEMA,
                                            "data",
                                            i + 1,
                                            i % 4 == 0 ? null : (double) (i % 900),
                                            label,
                                            "same",
                                            "u" + i,
                                            label)))
                    .run();
        }
        return watch.finish();
    }

    private static DataSummary summary(SplitSummary train, SplitSummary test) {
        Map<String, SplitSummary> parts = new LinkedHashMap<>();
        parts.put("train", train);
        parts.put("test", test);
        return DataSummary.of(parts, List.of());
    }

    private static SplitDigest digest(String... labels) {
        SplitStatistics watch =
                new SplitStatistics(
                        Set.of("x", "label"),
                        Set.of("label"),
                        OptionalLong.of(labels.length),
                        true);
        List<DataRecord> records = new ArrayList<>();
        for (String label : labels) {
            records.add(
                    new DataRecord(
                            SCHEMA, "data", records.size() + 1, 1.5, "copy", "same", "u", label));
        }
        watch.look(records.subList(0, 1)).run();
        watch.look(records.subList(1, records.size())).run();
        return watch.digest();
    }

    @Test
    void tellsTheSameRecordsInAnotherOrderFromOthers() {
        SplitDigest digest = digest("a", "b", "b", "c");

        assertThat(digest("a", "b", "b", "c")).isEqualTo(digest);
        assertThat(digest("b", "c", "b", "a").inAnyOrder()).isEqualTo(digest.inAnyOrder());
        assertThat(digest("b", "c", "b", "a").inOrder()).isNotEqualTo(digest.inOrder());
        assertThat(digest("a", "b", "c", "c").inAnyOrder()).isNotEqualTo(digest.inAnyOrder());
        assertThat(digest("a", "b", "c").inAnyOrder()).isNotEqualTo(digest.inAnyOrder());
    }

    @Test
    void saysWhatStandsOut() {
        List<String> notes = summary(part(0, 600), part(590, 620)).notes();
        assertThat(notes)
                .anyMatch(n -> n.startsWith("column 'copy' equals the target 'label'"))
                .anyMatch(n -> n.contains("'often' in 570 records, 'rare' in 30"))
                .anyMatch(n -> n.startsWith("column 'same' has at most one value"))
                .anyMatch(n -> n.matches("150 of 600 .*equal.*|14\\d of 600 .*equal.*"))
                .anyMatch(n -> n.contains("30 test records are also in the training data"));
    }

    @ParameterizedTest
    @CsvSource({"9.96921e36, 1, true", "-9999, 40, true", "50, 1, false", "-9999, 250, false"})
    void saysWhichNumberIsFarFromAllOthers(double number, int records, boolean told) {
        SplitStatistics watch =
                new SplitStatistics(Set.of("x", "label"), Set.of("label"), OptionalLong.empty());
        for (int i = 0; i < 500; i++) {
            double x = i < records ? number : i / 500.0;
            watch.look(
                            List.of(
                                    new DataRecord(
                                            SCHEMA, "data", i + 1, x, "c", "s", "u", "l" + i % 2)))
                    .run();
        }
        List<String> notes = summary(watch.finish(), part(0, 30)).notes();
        if (told) {
            assertThat(notes).anyMatch(n -> n.startsWith("column 'x' holds"));
        } else {
            assertThat(notes).noneMatch(n -> n.startsWith("column 'x' holds"));
        }
    }

    @Test
    void countsAllRecordsAndLooksAtSome() {
        SplitSummary part = part(0, 30_000);
        assertThat(part.records()).isEqualTo(30_000);
        assertThat(part.lookedAt()).isBetween(9_500L, 10_500L);
        assertThat(part.classes().get("label"))
                .containsExactly(new ValueCount("often", 28_500), new ValueCount("rare", 1_500));
        ColumnProfile x =
                part.columns().stream().filter(c -> c.name().equals("x")).findFirst().orElseThrow();
        assertThat(x.missingShare()).isBetween(0.2, 0.3);
        assertThat(x.numbers().orElseThrow().most()).isEqualTo(899);
        assertThat(part.columns().stream().map(ColumnProfile::name)).doesNotContain("unused");
    }

    @Test
    void looksAtRecordsFromEverywhereWhereTheirNumberIsKnown() {
        // sorted by class: the last third must not be less than a third of what was looked at
        SplitStatistics watch =
                new SplitStatistics(Set.of("label"), Set.of(), OptionalLong.of(60_000));
        for (int i = 0; i < 60_000; i += 100) {
            List<DataRecord> chunk = new ArrayList<>();
            for (int k = i; k < i + 100; k++) {
                String label = k < 40_000 ? "first" : "last";
                chunk.add(new DataRecord(SCHEMA, "data", k + 1, null, null, null, null, label));
            }
            watch.look(chunk).run();
        }
        SplitSummary part = watch.finish();
        List<ValueCount> seen = part.columns().get(0).frequent();
        assertThat(part.lookedAt()).isBetween(9_500L, 10_500L);
        assertThat(seen.get(1).value()).isEqualTo("last");
        assertThat(seen.get(1).count() / (double) part.lookedAt()).isBetween(0.31, 0.36);
    }

    @Test
    void looksAtTheFirstWhereTheirNumberIsUnknown() {
        SplitSummary part = part(0, 30_000, OptionalLong.empty());
        assertThat(part.lookedAt()).isBetween(10_000L, 11_000L);
        assertThat(part.classes().get("label").get(1)).isEqualTo(new ValueCount("rare", 1_500));
    }

    @Test
    void countsFewDistinctRecordsExactlyHoweverManyThereAre() {
        SplitStatistics watch =
                new SplitStatistics(Set.of("label"), Set.of(), OptionalLong.of(300_000));
        for (int i = 0; i < 300_000; i += 1000) {
            List<DataRecord> chunk = new ArrayList<>();
            for (int k = i; k < i + 1000; k++) {
                chunk.add(
                        new DataRecord(SCHEMA, "data", k + 1, null, null, null, null, "l" + k % 5));
            }
            watch.look(chunk).run();
        }
        SplitSummary part = watch.finish();
        assertThat(part.duplicates()).isEqualTo(299_995);
        assertThat(part.exact()).isTrue();
    }

    /** Half of 400,000 records are one and the same; of the others, none or all come twice. */
    @ParameterizedTest
    @CsvSource({
        "true, 0, 200000, 199999",
        "true, 1, 200000, 199999",
        "true, 2, 200000, 199999",
        "false, 0, 200000, 199999",
        "false, 1, 200000, 199999",
        "true, 0, 100000, 299999"
    })
    void countsARecordThatIsVeryFrequent(
            boolean known, String name, int distinct, long duplicates) {
        OptionalLong size = known ? OptionalLong.of(400_000) : OptionalLong.empty();
        SplitStatistics train = new SplitStatistics(Set.of("unused"), Set.of(), size);
        SplitStatistics test = new SplitStatistics(Set.of("unused"), Set.of(), size);
        for (int i = 0; i < 400_000; i += 1000) {
            List<DataRecord> chunk = new ArrayList<>();
            List<DataRecord> other = new ArrayList<>();
            for (int k = i; k < i + 1000; k++) {
                String text = k % 2 == 0 ? "same " + name : "u" + k / 2 % distinct;
                chunk.add(new DataRecord(SCHEMA, "data", k + 1, null, null, null, text, null));
                String there = k % 2 == 0 ? text : "v" + k;
                other.add(new DataRecord(SCHEMA, "data", k + 1, null, null, null, there, null));
            }
            train.look(chunk).run();
            test.look(other).run();
        }
        SplitSummary part = train.finish();
        assertThat(part.exact()).isFalse();
        assertThat((double) part.duplicates())
                .isBetween(0.96 * duplicates, Math.min(400_000, 1.04 * duplicates));
        assertThat((double) part.rows().shared(test.finish().rows()))
                .isBetween(192_000.0, 208_000.0);
    }

    @Test
    void comparesVeryManyRecordsByASample() {
        SplitStatistics train =
                new SplitStatistics(Set.of("unused"), Set.of(), OptionalLong.empty());
        SplitStatistics test =
                new SplitStatistics(Set.of("unused"), Set.of(), OptionalLong.empty());
        for (int i = 0; i < 400_000; i++) {
            train.look(
                            List.of(
                                    new DataRecord(
                                            SCHEMA, "data", i + 1, null, null, null, "u" + i,
                                            null)))
                    .run();
            if (i % 4 == 0) {
                test.look(
                                List.of(
                                        new DataRecord(
                                                SCHEMA, "data", i + 1, null, null, null, "u" + i,
                                                null)))
                        .run();
            }
        }
        RecordHashes of = train.finish().rows();
        RecordHashes other = test.finish().rows();
        assertThat(of.isExact(other)).isFalse();
        assertThat((double) of.shared(other)).isBetween(90_000.0, 110_000.0);
    }
}
