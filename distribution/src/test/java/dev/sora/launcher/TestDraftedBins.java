// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.core.profile.Description;
import dev.sora.core.profiling.Profiler;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.launcher.describe.Draft;
import dev.sora.launcher.describe.Target;
import dev.sora.launcher.search.FirstSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bins of numbers in drafts, and in the searches around them. */
final class TestDraftedBins {

    private static final Schema SCHEMA =
            new Schema(
                    Stream.of("size", "price", "label")
                            .map(name -> Column.of(name, ColumnType.TEXT))
                            .toList());

    @TempDir private Path dir;

    /** Returns columns of even numbers, of skewed ones, and of classes. */
    private static DataProfile profile(int records) {
        try (Profiler profiler = new Profiler(SCHEMA)) {
            for (int i = 0; i < records; i++) {
                profiler.add(
                        new DataRecord(
                                SCHEMA,
                                "train.csv",
                                i + 1,
                                String.valueOf(i * 37 % 101 / 8.0),
                                String.valueOf(Math.exp(i * 53 % 97 / 4.0)),
                                i % 7 < 3 ? "yes" : "no"));
            }
            return profiler.finish();
        }
    }

    private String draft(DataProfile profile) {
        Map<String, Object> source = Map.of("type", "csv", "path", dir.resolve("train.csv"));
        Description described =
                new Description(
                        Description.Kind.DATA,
                        List.of(
                                new Description.Part(
                                        "train", source, SCHEMA, List.of(), profile, 0, List.of(),
                                        List.of(), true)));
        Target target = Target.of(profile.column("label").orElseThrow()).orElseThrow();
        return Draft.of(described, target, dir, Set.of("number")).orElseThrow();
    }

    private static String search(String draft) {
        return FirstSearch.of(draft, "draft.yaml", true, Map.of("time", "1m"));
    }

    /** Few records say little about many bins. */
    @ParameterizedTest
    @CsvSource({"1999, false", "2000, true"})
    void dividesTheNumbersOfManyRecords(int records, boolean binned) {
        String draft = draft(profile(records));
        String search = search(draft);

        assertThat(draft.contains("columns: [size], bins: 32")).as(draft).isEqualTo(binned);
        assertThat(draft.contains("columns: [price], scale: log, bins: 256"))
                .as(draft)
                .isEqualTo(binned);
        assertThat(draft.contains("weight_decay: 0.05")).as(draft).isEqualTo(binned);
        assertThat(search.contains("inputs.numbers.bins: {int: [8, 128], log: true}"))
                .as(search)
                .isEqualTo(binned);
        assertThat(search.contains("inputs.amounts.bins: {int: [64, 1024], log: true}"))
                .as(search)
                .isEqualTo(binned);
    }

    /** An average over 500 steps would lag behind the weights of a shorter epoch. */
    @ParameterizedTest
    @CsvSource({"9999, false", "10000, true"})
    void averagesTheWeightsOfManyRecords(int records, boolean averaged) {
        String draft = draft(profile(records));

        assertThat(draft.contains("average: {decay: 0.998}")).as(draft).isEqualTo(averaged);
    }

    /** Each bin is a feature: 5,000 skewed columns in 256 bins would be 1.28 million of them. */
    @ParameterizedTest
    @CsvSource({
        "size, 128, 'bins: 32', 'bins: {int: [8, 32]'",
        "size, 300, 'bins: 13', 'bins: {int: [3, 13]'",
        "price, 10, 'bins: 256', 'bins: {int: [64, 409]'",
        "price, 1024, 'bins: 4', 'bins: {int: [2, 4]'",
        "price, 1025, '', ''",
        "price, 5000, '', ''",
    })
    void boundsThoseOfManyColumns(String column, int columns, String drafted, String searched) {
        DataProfile one = profile(2000);
        List<ColumnProfile> all = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            all.add(named(one.column(column).orElseThrow(), "n" + i));
        }
        all.add(one.column("label").orElseThrow());
        String draft = draft(new DataProfile(2000, 0, true, all, one.relations(), one.rows()));

        assertThat(draft).contains("columns: [n1..n" + columns + "]").contains(drafted);
        assertThat(draft.contains("bins")).as(draft).isEqualTo(!drafted.isEmpty());
        String search = search(draft);
        assertThat(search).contains(searched);
        assertThat(search.contains("bins")).as(search).isEqualTo(!searched.isEmpty());
    }

    private static ColumnProfile named(ColumnProfile column, String name) {
        return new ColumnProfile(
                name,
                column.type(),
                column.meaning(),
                column.records(),
                column.missing(),
                column.distinct(),
                column.repeated(),
                column.exact(),
                column.frequent(),
                column.complete(),
                column.off(),
                column.similar(),
                column.numbers(),
                column.infinite(),
                column.texts(),
                column.images(),
                column.widths(),
                column.firstTime(),
                column.lastTime());
    }
}
