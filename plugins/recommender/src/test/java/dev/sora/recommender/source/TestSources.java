// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.recommender.Offers;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import dev.sora.testkit.Workbench;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TestSources {

    private static DataSource open(String name, Map<String, ?> settings) {
        DataSourceType type = Offers.type(DataSourceType.class, name);
        return type.open(Workbench.settings(type, settings));
    }

    private static List<DataRecord> read(DataSource source) {
        List<DataRecord> records = new ArrayList<>();
        try (source;
                RecordStream stream = source.records()) {
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                records.add(next.get());
            }
        }
        return records;
    }

    private static List<DataRecord> generated(Map<String, ?> more) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("users", 20, "items", 30, "per_user", 6));
        settings.putAll(more);
        DataSource source = open("generated-ratings", settings);
        List<DataRecord> records = read(source);
        assertThat(source.size()).hasValue(records.size());
        return records;
    }

    private static List<String> texts(List<DataRecord> records) {
        return records.stream()
                .map(
                        r ->
                                r.schema().columns().stream()
                                        .map(c -> String.valueOf(r.find(c.name()).orElse("")))
                                        .toList()
                                        .toString())
                .toList();
    }

    @Test
    void drawsTheSameAgain() {
        assertThat(texts(generated(Map.of()))).hasSize(120).isEqualTo(texts(generated(Map.of())));
        assertThat(texts(generated(Map.of("seed", 2)))).isNotEqualTo(texts(generated(Map.of())));
    }

    @Test
    void drawsWhatCanBe() {
        Set<String> pairs = new HashSet<>();
        for (DataRecord record : generated(Map.of("negatives", 5))) {
            String item = record.get("item", String.class);
            assertThat(pairs.add(record.get("user", String.class) + item)).isTrue();
            assertThat(record.get("rating", Double.class)).isBetween(1.0, 5.0);
            assertThat(record.get("click", Long.class)).isBetween(0L, 1L);
            List<String> negatives = List.of(record.get("negatives", String.class).split(" "));
            assertThat(negatives).hasSize(5).doesNotHaveDuplicates().doesNotContain(item);
        }
    }

    @Test
    void partsTheLastRating() {
        List<String> all = texts(generated(Map.of()));
        List<String> parts = new ArrayList<>(texts(generated(Map.of("part", "but-last"))));
        List<String> last = texts(generated(Map.of("part", "last")));

        assertThat(last).hasSize(20);
        parts.addAll(last);
        assertThat(parts).containsExactlyInAnyOrderElementsOf(all);
    }
}
