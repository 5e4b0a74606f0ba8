// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TestGenerated {

    static List<DataSourceType> types() {
        return new SamplesPlugin().types().stream().map(DataSourceType.class::cast).toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    void makesTheSameRecordsAgain(DataSourceType type) {
        List<String> first = texts(type, Map.of("samples", 50L));

        assertThat(texts(type, Map.of("samples", 50L))).isEqualTo(first);
        assertThat(texts(type, Map.of("samples", 20L))).isEqualTo(first.subList(0, 20));
        assertThat(texts(type, Map.of("samples", 50L, "seed", 2L))).isNotEqualTo(first);
    }

    @Test
    void makesAllLabels() {
        assertThat(labels(Map.of("kind", "headlines"))).hasSize(4);
        assertThat(labels(Map.of("language", "chinese")))
                .containsExactlyInAnyOrder("positive", "negative");
    }

    @Test
    void namesEightShelves() {
        List<DataRecord> products = read(new GeneratedProductsType(), Map.of("samples", 400L));
        Map<Object, Long> shelves =
                products.stream()
                        .collect(
                                Collectors.groupingBy(
                                        product -> product.get("shelf", String.class),
                                        Collectors.counting()));

        assertThat(shelves).hasSize(8);
        assertThat(shelves.values()).allMatch(count -> count > 25);
    }

    @Test
    void drawsShapesWithinTheirPictures() {
        int shapes = 0;
        for (DataRecord scene :
                read(new GeneratedScenesType(), Map.of("samples", 100L, "size", 64L))) {
            ImageValue picture = scene.get("image", ImageValue.class);
            assertThat(picture.width()).isBetween(48, 64);
            for (Object mark : scene.get("boxes", List.class)) {
                List<?> box = (List<?>) ((Map<?, ?>) mark).get("box");
                assertThat((double) box.get(0)).isBetween(0.0, (double) box.get(2) - 6);
                assertThat((double) box.get(2)).isLessThanOrEqualTo(picture.width());
                assertThat((double) box.get(1)).isBetween(0.0, (double) box.get(3) - 6);
                assertThat((double) box.get(3)).isLessThanOrEqualTo(picture.height());
                shapes++;
            }
        }
        // from none to five in a picture
        assertThat(shapes).isBetween(180, 300);
    }

    @Test
    void leavesGapsAmongPeople() {
        List<DataRecord> people = read(new GeneratedPeopleType(), Map.of("samples", 1000L));

        assertThat(people.stream().filter(one -> one.find("occupation").isEmpty()).count())
                .isBetween(20L, 100L);
        assertThat(
                        people.stream()
                                .filter(one -> one.get("income", String.class).equals("high"))
                                .count())
                .isBetween(200L, 800L);
    }

    private static Set<Object> labels(Map<String, Object> settings) {
        return read(new GeneratedTextsType(), settings).stream()
                .map(record -> record.get("label", String.class))
                .collect(Collectors.toSet());
    }

    private static List<String> texts(DataSourceType type, Map<String, Object> raw) {
        return read(type, raw).stream().map(TestGenerated::text).toList();
    }

    private static List<DataRecord> read(DataSourceType type, Map<String, Object> raw) {
        Settings settings = Settings.of(type.descriptor().settings(), raw);
        List<DataRecord> records = new ArrayList<>();
        try (DataSource source = type.open(settings);
                RecordStream stream = source.records()) {
            assertThat(type.schema(settings)).contains(source.schema());
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                records.add(next.get());
            }
            assertThat(source.size()).hasValue(records.size());
        }
        return records;
    }

    private static String text(DataRecord record) {
        return record.schema().columns().stream()
                .map(column -> String.valueOf(plain(record.find(column.name()).orElse("-"))))
                .collect(Collectors.joining(" "));
    }

    private static Object plain(Object value) {
        if (value instanceof float[] samples) {
            return java.util.Arrays.hashCode(samples);
        }
        return value instanceof ImageValue image ? Arrays.hashCode(image.samples()) : value;
    }
}
