// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads the public sets as users meet them; each test is left out where its set is not there. */
final class TestRealData {

    @Test
    void readsAdult() {
        List<DataRecord> records =
                csv(
                        "tabular/adult-test.csv.gz",
                        Map.of(
                                "columns",
                                List.of("age", "workclass", "c3..c14", "income"),
                                "trim",
                                true,
                                "missing",
                                List.of("?"),
                                "trim_end",
                                Map.of("income", "."),
                                "types",
                                Map.of("age", "integer")));

        assertThat(records).hasSize(16_281);
        assertThat(Reading.column(records, "income").stream().distinct())
                .containsExactlyInAnyOrder("<=50K", ">50K");
        assertThat(Reading.column(records, "workclass")).containsNull().doesNotContain("?");
    }

    @Test
    void readsReviewsWithLineBreaks() {
        List<DataRecord> records = csv("chinese-sentiment/ChnSentiCorp_htl_all.csv.gz", Map.of());

        // one review is empty, and so missing
        assertThat(records).hasSize(7_766);
        assertThat(Reading.column(records, "label").stream().distinct())
                .containsExactlyInAnyOrder("1", "0");
    }

    @Test
    void readsRatingsAndFilmsOutOfTheirArchive() {
        List<DataRecord> ratings =
                csv(
                        "movielens-100k/ml-100k.zip!/ml-100k/u.data",
                        Map.of(
                                "delimiter",
                                "tab",
                                "columns",
                                List.of("user", "item", "rating", "time"),
                                "types",
                                Map.of("rating", "number", "time", "time")));
        assertThat(ratings).hasSize(100_000);
        List<DataRecord> films =
                csv(
                        "movielens-100k/ml-100k.zip!/ml-100k/u.item",
                        Map.of(
                                "delimiter",
                                "bar",
                                "quote",
                                "none",
                                "encoding",
                                "ISO-8859-1",
                                "columns",
                                List.of("item", "title", "released", "video", "url", "g0..g18")));
        assertThat(films).hasSize(1_682);
        assertThat(Reading.column(films, "title")).contains("Misérables, Les (1995)");
    }

    @Test
    void readsNegatives() {
        List<DataRecord> records =
                csv(
                        "movielens-1m/ml-1m.test.negative.gz",
                        Map.of(
                                "delimiter",
                                "tab",
                                "columns",
                                List.of("pair"),
                                "parts",
                                Map.of("pair", "\\((?<user>\\d+),(?<item>\\d+)\\)"),
                                "rest",
                                "negatives",
                                "types",
                                Map.of("negatives", "identifiers")));

        assertThat(records).hasSize(6_040);
        assertThat(records).allMatch(r -> r.get("negatives", long[].class).length == 99);
    }

    @Test
    void readsFilmReviewsInOnePass() {
        List<DataRecord> records =
                Reading.all(
                        "text-folder",
                        Map.of(
                                "path",
                                Reading.data("imdb/aclImdb-test-a.tar.gz").toString(),
                                "classes",
                                List.of("pos", "neg")));

        assertThat(records).hasSize(12_500);
    }

    @Test
    void readsTheOthers() {
        assertThat(csv("criteo-sample/train.csv.gz", tabs("label", "I1..I13", "C1..C26")))
                .hasSize(7_200);
        assertThat(
                        csv(
                                "ag-news/train-first10429.csv.gz",
                                Map.of("columns", List.of("class", "title", "text"))))
                .hasSize(10_429);
        Map<String, Object> plain = tabs("text", "label");
        plain.put("quote", "none");
        assertThat(csv("sst2/train.tsv", plain)).hasSize(6_920);
        Map<String, Object> pairs = tabs("en", "fr");
        pairs.put("quote", "none");
        assertThat(csv("tatoeba-eng-fra/fra-eng.zip!/fra.txt", pairs)).hasSize(142_787);
        assertThat(csv("tabular/california-housing.csv.gz", Map.of())).hasSize(20_640);
    }

    private static Map<String, Object> tabs(String... columns) {
        Map<String, Object> raw = new HashMap<>();
        raw.put("delimiter", "tab");
        raw.put("columns", List.of(columns));
        return raw;
    }

    private static List<DataRecord> csv(String name, Map<String, ?> settings) {
        Map<String, Object> raw = new HashMap<>(settings);
        raw.put("path", Reading.data(name).toString());
        return Reading.all("csv", raw);
    }
}
