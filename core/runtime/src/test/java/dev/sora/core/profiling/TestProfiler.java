// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.HashSample;
import dev.sora.core.profile.Hashes;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.Relations;
import dev.sora.core.profile.Relations.Leak;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestProfiler {

    private static ColumnProfile column(ColumnType type, Object... values) {
        return profile(new Schema(List.of(Column.of("x", type))), rows(values)).columns().get(0);
    }

    private static List<Object[]> rows(Object... values) {
        List<Object[]> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(new Object[] {value});
        }
        return rows;
    }

    private static DataProfile profile(Schema schema, List<Object[]> rows) {
        try (Profiler profiler = new Profiler(schema)) {
            long number = 0;
            for (Object[] row : rows) {
                profiler.add(new DataRecord(schema, "data", ++number, row));
            }
            return profiler.finish();
        }
    }

    private static Schema texts(String... names) {
        return new Schema(
                List.of(names).stream().map(name -> Column.of(name, ColumnType.TEXT)).toList());
    }

    @Test
    void countsAndMeasuresNumbers() {
        ColumnProfile column =
                column(ColumnType.NUMBER, 1.0, 2.0, null, 4.0, Double.NaN, 4.0, -1.0);
        NumberProfile numbers = column.numbers().orElseThrow();

        assertThat(column.records()).isEqualTo(7);
        assertThat(column.missing()).as("NaN is no value").isEqualTo(2);
        assertThat(column.missingShare()).isEqualTo(2.0 / 7);
        assertThat(column.distinct()).isEqualTo(4);
        assertThat(column.frequent().get(0)).isEqualTo(new ValueCount(4.0, 2));
        assertThat(numbers.least()).isEqualTo(-1);
        assertThat(numbers.most()).isEqualTo(4);
        assertThat(numbers.mean()).isEqualTo(2);
        // of 1, 2, 4, 4, -1: squares of deviations 1 + 0 + 4 + 4 + 9, over n - 1
        assertThat(numbers.deviation()).isCloseTo(Math.sqrt(18.0 / 4), within(1e-12));
        assertThat(numbers.median()).isEqualTo(2);
        assertThat(numbers.quantiles()[2]).as("first quartile").isEqualTo(1);
        assertThat(numbers.negative()).isEqualTo(1);
    }

    // sfu-db/dataprep#565: a constant column, and one without values, ended the report
    @Test
    void profilesConstantAndEmptyColumns() {
        ColumnProfile constant = column(ColumnType.NUMBER, 0.0, 0.0, 0.0);
        NumberProfile numbers = constant.numbers().orElseThrow();
        assertThat(constant.isConstant()).isTrue();
        assertThat(numbers.deviation()).isZero();
        assertThat(numbers.skewness()).isZero();
        assertThat(numbers.histogram()).containsExactly(3);

        ColumnProfile empty = column(ColumnType.NUMBER, Double.NaN, null);
        assertThat(empty.present()).isZero();
        assertThat(empty.numbers()).isEmpty();
        assertThat(empty.missingShare()).isEqualTo(1);
        assertThat(empty.isConstant()).isFalse();
    }

    // Data-Centric-AI-Community/fg-data-profiling#143: only texts; #94: a single record
    @Test
    void profilesTextsAloneAndSingleRecords() {
        DataProfile profile = profile(texts("c"), rows("v"));
        assertThat(profile.records()).isEqualTo(1);
        assertThat(profile.columns().get(0).isConstant()).isTrue();
        assertThat(profile.columns().get(0).allDistinct()).isFalse();
        assertThat(profile(texts("c"), List.of()).columns().get(0).missingShare()).isZero();
    }

    // Data-Centric-AI-Community/fg-data-profiling#613: a missing value counted as three characters
    @Test
    void leavesMissingValuesOutOfLengths() {
        ColumnProfile column = column(ColumnType.TEXT, "ABCD", "DEFG", null);
        assertThat(column.texts().orElseThrow().lengths().orElseThrow().mean()).isEqualTo(4);
        assertThat(column.texts().orElseThrow().lengths().orElseThrow().least()).isEqualTo(4);
    }

    @Test
    void measuresAtAnyScale() {
        for (double scale : new double[] {1e-300, 1e-30, 1, 1e30, 1e300}) {
            NumberProfile numbers =
                    column(ColumnType.NUMBER, scale, 2 * scale, 3 * scale).numbers().orElseThrow();
            assertThat(numbers.mean() / scale).isCloseTo(2, within(1e-12));
            assertThat(numbers.deviation() / scale).isCloseTo(1, within(1e-12));
        }
        NumberProfile ends =
                column(ColumnType.NUMBER, -Double.MAX_VALUE, Double.MAX_VALUE)
                        .numbers()
                        .orElseThrow();
        assertThat(ends.mean()).isZero();
        assertThat(ends.histogram()[0]).isEqualTo(1);
        NumberProfile offset =
                column(ColumnType.NUMBER, 1e9, 1e9 + 1, 1e9 + 2).numbers().orElseThrow();
        assertThat(offset.deviation()).isCloseTo(1, within(1e-6));
    }

    @Test
    void countsInfinitiesApart() {
        ColumnProfile column = column(ColumnType.NUMBER, 1.0, Double.POSITIVE_INFINITY, 3.0);
        assertThat(column.infinite()).isEqualTo(1);
        assertThat(column.numbers().orElseThrow().mean()).isEqualTo(2);
        assertThat(column.numbers().orElseThrow().most()).isEqualTo(3);
    }

    @Test
    void saysWhatTextsStandFor() {
        assertThat(column(ColumnType.TEXT, "1", "2", "NA", " 3").meaning())
                .isEqualTo(ColumnType.INTEGER);
        assertThat(column(ColumnType.TEXT, "1", "2.5", "1e-3").meaning())
                .isEqualTo(ColumnType.NUMBER);
        // AndreaBozzo/dataprof#303: case was mixed, and missing values stood as words
        assertThat(column(ColumnType.TEXT, "true", "FALSE", "True", "null").meaning())
                .isEqualTo(ColumnType.BOOLEAN);
        // apache/spark#28896: integers first, a boolean last
        assertThat(column(ColumnType.TEXT, "43200000", "true").meaning())
                .isEqualTo(ColumnType.TEXT);
        // capitalone/DataProfiler#1130: codes with leading zeros came out as integers
        assertThat(column(ColumnType.TEXT, "01321", "07618", "105121").meaning())
                .isEqualTo(ColumnType.TEXT);
        assertThat(column(ColumnType.TEXT, "123456789012345678901", "2").meaning())
                .isEqualTo(ColumnType.TEXT);
        assertThat(column(ColumnType.TEXT, "2023-03-01", "2023-03-02 10:00").meaning())
                .isEqualTo(ColumnType.TIME);
        assertThat(column(ColumnType.TEXT, "NA", " ").meaning()).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void findsTheFormsOfDates() {
        assertThat(formats("31/12/2020", "01/02/2021")).first().isEqualTo("dd/MM/yyyy");
        assertThat(formats("12/31/2020", "01/02/2021")).first().isEqualTo("MM/dd/yyyy");
        assertThat(formats("01/02/2021")).contains("dd/MM/yyyy", "MM/dd/yyyy");
        assertThat(formats("31/02/2021")).as("there is no such day").isEmpty();
        assertThat(formats("3 Mar 2021", "11 Dec 2020")).first().isEqualTo("d MMM yyyy");
        assertThat(formats("2021-03-01T10:00:00Z")).containsExactly("");
        assertThat(formats("2021-03-01", "no date")).isEmpty();
        ColumnProfile dates = column(ColumnType.TEXT, "31/12/2020", "01/02/2021", null);
        assertThat(dates.firstTime()).isEqualTo("2020-12-31T00:00:00Z");
        assertThat(dates.lastTime()).isEqualTo("2021-02-01T00:00:00Z");
    }

    private static List<String> formats(Object... texts) {
        return column(ColumnType.TEXT, texts).texts().orElseThrow().dateFormats();
    }

    @Test
    void findsValuesThatLookAlike() {
        ColumnProfile column =
                column(
                        ColumnType.TEXT,
                        "caf\u00e9",
                        "cafe\u0301",
                        "Cafe\u0301 ",
                        "tea",
                        "tea\u200b");
        assertThat(column.similar()).hasSize(2);
        assertThat(column.similar().get(0)).hasSize(3);
    }

    @Test
    void profilesPicturesTimesVectorsAndLists() {
        ColumnProfile images =
                column(
                        ColumnType.IMAGE,
                        new ImageValue(2, 1, 1, new byte[2]),
                        new ImageValue(2, 1, 3, new byte[6]),
                        new ImageValue(2, 1, 1, new byte[2]));
        assertThat(images.images().orElseThrow().sizes()).isEqualTo(Map.of("2 x 1", 3L));
        assertThat(images.images().orElseThrow().channels()).isEqualTo(Map.of(1, 2L, 3, 1L));
        assertThat(images.distinct()).isEqualTo(2);

        ColumnProfile times =
                column(ColumnType.TIME, Instant.ofEpochSecond(60), Instant.ofEpochSecond(0));
        assertThat(times.firstTime()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(times.lastTime()).isEqualTo("1970-01-01T00:01:00Z");

        ColumnProfile days =
                column(
                        ColumnType.TIME,
                        LocalDateTime.of(2023, 3, 1, 0, 0),
                        LocalDateTime.of(2022, 3, 1, 17, 30));
        assertThat(days.firstTime()).isEqualTo("2022-03-01T17:30:00Z");
        assertThat(days.lastTime()).isEqualTo("2023-03-01T00:00:00Z");

        ColumnProfile vectors = column(ColumnType.VECTOR, new float[3], new float[5]);
        assertThat(vectors.widths().orElseThrow().least()).isEqualTo(3);
        assertThat(vectors.widths().orElseThrow().most()).isEqualTo(5);
    }

    @Test
    void countsEqualRecords() {
        DataProfile profile =
                profile(
                        texts("a", "b"),
                        List.of(
                                new Object[] {"x", "y"},
                                new Object[] {"y", "x"},
                                new Object[] {"x", "y"},
                                new Object[] {"x", null},
                                new Object[] {null, "x"}));
        assertThat(profile.duplicates()).isEqualTo(1);
        assertThat(profile.exact()).isTrue();
        DataProfile other =
                profile(texts("a", "b"), List.of(new Object[] {"x", "y"}, new Object[] {"z", "z"}));
        assertThat(profile.rows().shared(other.rows())).isEqualTo(1);
    }

    @Test
    void estimatesWhatIsTooMuchToCount() {
        HashSample sample = new HashSample(1024);
        for (long i = 0; i < 100_000; i++) {
            sample.add(Hashes.of(i));
            sample.add(Hashes.of(i % 50_000));
        }
        assertThat(sample.isExact()).isFalse();
        assertThat((double) sample.distinct()).isCloseTo(100_000, within(12_000.0));
        assertThat((double) sample.repeated()).isCloseTo(100_000, within(15_000.0));
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 0.0", "1000000, 5, 0.0", "1000000, 20000, 0.05", "1000000, 300000, 0.05"})
    void estimatesAsWellWhateverNumberItExpects(long expected, int distinct, double off) {
        HashSample sample = new HashSample(1 << 17, expected);
        for (long i = 0; i < 1_000_000; i++) {
            sample.add(Hashes.of(i % distinct));
        }
        assertThat(sample.isExact()).isEqualTo(off == 0);
        assertThat((double) sample.distinct()).isCloseTo(distinct, within(off * distinct));
        assertThat((double) sample.repeated())
                .isCloseTo(1_000_000 - distinct, within(off * 1_000_000));
    }

    @Test
    void keepsTheMostFrequentValuesOfMany() {
        FrequentValues values = new FrequentValues(100);
        for (int i = 0; i < 30_000; i++) {
            values.add("rare" + i);
            values.add(i % 3 == 0 ? "often" : "oftener");
        }
        assertThat(values.isComplete()).isFalse();
        assertThat(values.top(2).stream().map(ValueCount::value))
                .containsExactly("oftener", "often");
        assertThat(values.top(1).get(0).count() + values.off()).isGreaterThanOrEqualTo(20_000);
    }

    @Test
    void findsColumnsThatGiveTheTargetAway() {
        SplittableRandom random = new SplittableRandom(5);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int kind = random.nextInt(4);
            String label = kind < 2 ? "yes" : "no";
            double x = random.nextDouble();
            rows.add(
                    new Object[] {
                        label,
                        label,
                        "kind" + kind,
                        "noise" + random.nextInt(4),
                        String.valueOf(x),
                        String.valueOf(3 * x + 1),
                        "id" + i
                    });
        }
        Relations relations =
                profile(texts("label", "copy", "kind", "noise", "x", "y", "id"), rows).relations();
        assertThat(relations.leaks("label"))
                .isEqualTo(Map.of("copy", Leak.EQUAL, "kind", Leak.DETERMINES));
        assertThat(relations.leaks("y")).isEqualTo(Map.of("x", Leak.FOLLOWS));
        assertThat(relations.equal()).containsExactly(List.of("label", "copy"));
    }

    @Test
    void takesNoRepeatedTextForALeak() {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(new Object[] {"text " + (i % 450), i % 450 % 2 == 0 ? "yes" : "no"});
        }
        assertThat(profile(texts("text", "label"), rows).relations().leaks("label")).isEmpty();
    }

    @Test
    void givesTheSameProfileWhateverTheThreadsDo() {
        SplittableRandom random = new SplittableRandom(1);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            rows.add(new Object[] {String.valueOf(random.nextInt()), "b" + random.nextInt(9)});
        }
        ColumnProfile one = profile(texts("a", "b"), rows).columns().get(0);
        ColumnProfile two = profile(texts("a", "b"), rows).columns().get(0);
        assertThat(one.numbers().orElseThrow().sampled()).isTrue();
        assertThat(one.numbers().orElseThrow().quantiles())
                .isEqualTo(two.numbers().orElseThrow().quantiles());
        assertThat(one.distinct()).isEqualTo(two.distinct());
    }
}
