// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestArrow {

    @TempDir private Path folder;

    private Map<String, Object> write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Map.of("path", Files.write(file, bytes).toString());
    }

    private static Map<String, Object> with(Map<String, Object> raw, String key, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(raw);
        more.put(key, value);
        return more;
    }

    private List<Object> only(Fields field, Values values) throws IOException {
        byte[] file = new Arrows(field).batch(values.length(), values).file();
        return Reading.column(Reading.all("arrow", write("only.arrow", file)), field.name());
    }

    private Problem broken(Fields field, Values values) throws IOException {
        byte[] file = new Arrows(field).batch(values.length(), values).file();
        return Reading.result("arrow", write("broken.arrow", file)).broken().get(0);
    }

    @Test
    void readsFilesAndStreamsOfSeveralBatchesHoweverTheyAreCompressed() throws IOException {
        for (String codec : List.of("", "lz4", "zstd", "plain")) {
            Arrows table =
                    new Arrows(Fields.integer("n", 64, true), Fields.text("t"))
                            .batch(
                                    2,
                                    Values.integers(8, 1L, null),
                                    Values.texts("é", "x".repeat(1 << 17)))
                            .batch(0, Values.integers(8), Values.raw(0, 0, none(), none(), none()))
                            .batch(1, Values.integers(8, 3L), Values.texts((String) null))
                            .compressed(codec);
            for (byte[] bytes : List.of(table.file(), table.stream())) {
                Map<String, Object> raw = write("a.arrow", bytes);
                List<DataRecord> records = Reading.all("arrow", raw);
                assertThat(Reading.column(records, "n")).containsExactly(1L, null, 3L);
                assertThat(Reading.column(records, "t"))
                        .containsExactly("é", "x".repeat(1 << 17), null);
                assertThat(records.get(2).where()).isEqualTo("a.arrow, record 3");
                assertThat(Reading.all("arrow", with(raw, "limit", 2))).hasSize(2);
            }
        }
    }

    private static byte[] none() {
        return new byte[0];
    }

    @Test
    void readsIntegersOfAllSizes() throws IOException {
        assertThat(only(Fields.integer("n", 8, true), Values.integers(1, -128L, 127L, null)))
                .containsExactly(-128L, 127L, null);
        assertThat(only(Fields.integer("n", 16, false), Values.integers(2, 65535L)))
                .containsExactly(65535L);
        assertThat(only(Fields.integer("n", 32, false), Values.integers(4, 4294967295L)))
                .containsExactly(4294967295L);
        assertThat(only(Fields.integer("n", 64, false), Values.integers(8, 5L)))
                .containsExactly(5L);
    }

    @Test
    void readsIntegersBeyondSixtyThreeBitsAsTexts() throws IOException {
        Fields field = Fields.integer("id", 64, false);
        assertThat(only(field, Values.integers(8, -1L, 5L)))
                .containsExactly("18446744073709551615", "5");
        Long[] late = new Long[1002];
        Arrays.fill(late, 7L);
        late[1001] = -2L;
        Problem problem = broken(field, Values.integers(8, late));
        assertThat(problem.code()).isEqualTo("SORA-4295");
        assertThat(problem.have()).isEqualTo("18446744073709551614");
        assertThat(problem.fix()).startsWith("read it as strings: 'types: {id: text}'");
        Map<String, Object> raw = Map.of("path", folder.resolve("broken.arrow").toString());
        List<DataRecord> texts = Reading.all("arrow", with(raw, "types", Map.of("id", "text")));
        assertThat(texts.get(1001).get("id", String.class)).isEqualTo("18446744073709551614");
    }

    @Test
    void readsFloatsAndDecimals() throws IOException {
        assertThat(only(Fields.real("x", 0), Values.integers(2, 0x3e00L, 0x7e00L, 0xfc00L)))
                .containsExactly(1.5, null, Double.NEGATIVE_INFINITY);
        assertThat(only(Fields.real("x", 1), Values.singles(0.1f, null)))
                .containsExactly((double) 0.1f, null);
        assertThat(only(Fields.real("x", 2), Values.reals(1e300, Double.NaN)))
                .containsExactly(1e300, null);
        byte[] wide = new byte[32];
        Arrays.fill(wide, (byte) -1);
        wide[0] = (byte) -150;
        assertThat(only(Fields.decimal("x", 5, 2, 64), Values.integers(8, 150L, -225L)))
                .containsExactly(1.5, -2.25);
        assertThat(only(Fields.decimal("x", 40, 2, 256), Values.raw(1, 0, none(), wide)))
                .containsExactly(-1.5);
        byte[] large = new byte[16];
        large[8] = 1;
        assertThat(only(Fields.decimal("x", 38, 0, 128), Values.raw(1, 0, none(), large)))
                .containsExactly("18446744073709551616");
    }

    @Test
    void readsTimesWithAndWithoutZone() throws IOException {
        assertThat(only(Fields.date("d", 0), Values.integers(4, 19417L, -1L)))
                .containsExactly(
                        LocalDateTime.parse("2023-03-01T00:00"),
                        LocalDateTime.parse("1969-12-31T00:00"));
        assertThat(only(Fields.date("d", 1), Values.integers(8, 19417 * 86_400_000L)))
                .containsExactly(LocalDateTime.parse("2023-03-01T00:00"));
        assertThat(only(Fields.moment("d", 2, ""), Values.integers(8, -1L, null)))
                .containsExactly(LocalDateTime.parse("1969-12-31T23:59:59.999999"), null);
        assertThat(only(Fields.moment("d", 3, "Europe/Berlin"), Values.integers(8, 1_000L)))
                .containsExactly(Instant.parse("1970-01-01T00:00:00.000001Z"));
        assertThat(only(Fields.time("d", 1, 32), Values.integers(4, 47_100_000L)))
                .containsExactly("13:05:00");
        assertThat(broken(Fields.time("d", 0, 32), Values.integers(4, 90_000L)).needs())
                .isEqualTo("a time of a day");
        assertThat(broken(Fields.moment("d", 0, ""), Values.integers(8, Long.MAX_VALUE)).code())
                .isEqualTo("SORA-4295");
    }

    @Test
    void readsTextsOfEveryLayout() throws IOException {
        assertThat(only(Fields.text("t"), Values.texts("", "日本", null)))
                .containsExactly("", "日本", null);
        String text = "a text of more than twelve letters";
        assertThat(only(Fields.of("t", Type.Utf8View), Values.views("short", text, null, text)))
                .containsExactly("short", text, null, text);
        byte[] offsets = Arrows.little(24).putLong(1).putLong(3).putLong(3).array();
        byte[] data = "xab".getBytes(StandardCharsets.US_ASCII);
        assertThat(only(Fields.of("t", Type.LargeUtf8), Values.raw(2, 0, none(), offsets, data)))
                .containsExactly("ab", "");
        byte[] places = Arrows.little(8).putInt(0).putInt(1).array();
        Problem problem =
                broken(Fields.text("t"), Values.raw(1, 0, none(), places, new byte[] {-1}));
        assertThat(problem.needs()).isEqualTo("text in UTF-8");
    }

    @Test
    void readsLists() throws IOException {
        Fields whole = Fields.of("l", Type.List, Fields.integer("item", 64, true));
        assertThat(only(whole, Values.lists(Values.integers(8, 9L, 1L, 2L), 1, 3, 3)))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new long[] {1, 2}, new long[0]);
        Fields real = Fields.fixedList("l", 2, Fields.real("item", 1));
        assertThat(only(real, Values.fixedLists(1, Values.singles(0.5f, 2f))))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(new float[] {0.5f, 2});
        Fields texts = Fields.of("l", Type.List, Fields.text("item"));
        assertThat(only(texts, Values.lists(Values.texts("a", null, "b|c"), 0, 2, 3)))
                .containsExactly(List.of("a"), List.of("b|c"));
        Fields nested =
                Fields.of("l", Type.List, Fields.of("item", Type.Struct_, Fields.text("c")));
        Values inner = Values.structures(new boolean[] {true}, Values.texts("cat"));
        assertThat(only(nested, Values.lists(inner, 0, 1)))
                .containsExactly(List.of(Map.of("c", "cat")));
        Problem hole = broken(whole, Values.lists(Values.integers(8, 1L, null), 0, 2));
        assertThat(hole.have()).isEqualTo("no value at place 2");
        Problem large =
                broken(
                        Fields.of("l", Type.List, Fields.real("item", 2)),
                        Values.lists(Values.reals(1e200), 0, 1));
        assertThat(large.needs()).isEqualTo("numbers up to 3.4e38");
    }

    @Test
    void readsStructuresAsColumnsOfTheirFields() throws IOException {
        Fields field =
                Fields.of("p", Type.Struct_, Fields.integer("a", 64, true), Fields.text("b"));
        Values values =
                Values.structures(
                        new boolean[] {true, false},
                        Values.integers(8, 1L, 2L),
                        Values.texts("x", "y"));
        Map<String, Object> raw = write("p.arrow", new Arrows(field).batch(2, values).file());
        List<DataRecord> records = Reading.all("arrow", raw);
        assertThat(Reading.column(records, "p.a")).containsExactly(1L, null);
        assertThat(Reading.column(records, "p.b")).containsExactly("x", null);
        List<DataRecord> one = Reading.all("arrow", with(raw, "columns", List.of("p.b")));
        assertThat(one.get(0).schema().columns())
                .containsExactly(new Column("p.b", ColumnType.TEXT));
        assertThat(Reading.column(one, "p.b")).containsExactly("x", null);
    }

    @Test
    void readsDictionariesThatGrowOrAreReplaced() throws IOException {
        Fields field = Fields.text("c").encoded(7);
        Arrows table =
                new Arrows(field)
                        .dictionary(7, false, Values.texts("a", "b"))
                        .batch(3, Values.integers(1, 1L, 0L, null))
                        .dictionary(7, true, Values.texts("c"))
                        .batch(1, Values.integers(1, 2L));
        assertThat(Reading.column(Reading.all("arrow", write("d.arrow", table.file())), "c"))
                .containsExactly("b", "a", null, "c");
        table.dictionary(7, false, Values.texts("z")).batch(1, Values.integers(1, 0L));
        assertThat(Reading.column(Reading.all("arrow", write("d.arrows", table.stream())), "c"))
                .containsExactly("b", "a", null, "c", "z");
        assertThat(Reading.failure("arrow", write("d.arrow", table.file())).have())
                .isEqualTo("dictionary 7 occurs twice in it");
        byte[] outside =
                new Arrows(field)
                        .dictionary(7, false, Values.texts("a"))
                        .batch(1, Values.integers(1, 5L))
                        .file();
        assertThat(Reading.failure("arrow", write("o.arrow", outside)).have())
                .contains("value 5 of a dictionary of 1");
        byte[] without = new Arrows(field).batch(1, Values.integers(1, (Long) null)).file();
        assertThat(Reading.column(Reading.all("arrow", write("w.arrow", without)), "c"))
                .containsExactly((Object) null);
    }

    /** Categories beside views of texts: pola-rs/polars#18516, #18636. */
    @Test
    void readsViewsBesideADictionaryOfViews() throws IOException {
        String text = "aaaaaaa_agnagkna_suffix";
        byte[] file =
                new Arrows(Fields.of("c", Type.Utf8View).encoded(0), Fields.of("s", Type.Utf8View))
                        .dictionary(0, false, Values.views("Value", "a category of some length"))
                        .batch(2, Values.integers(1, 1L, 0L), Values.views(text, "Value Two 205"))
                        .compressed("zstd")
                        .file();
        List<DataRecord> records = Reading.all("arrow", write("v.ipc", file));
        assertThat(Reading.column(records, "c"))
                .containsExactly("a category of some length", "Value");
        assertThat(Reading.column(records, "s")).containsExactly(text, "Value Two 205");
    }

    @Test
    void passesOverWhatIsNotAskedFor() throws IOException {
        Fields map =
                Fields.of(
                        "m",
                        Type.Map,
                        Fields.of(
                                "entries",
                                Type.Struct_,
                                Fields.text("key"),
                                Fields.of("value", Type.Utf8View)));
        Values entries =
                Values.lists(
                        Values.structures(
                                new boolean[] {true},
                                Values.texts("k"),
                                Values.views("a value of some length")),
                        0,
                        1);
        byte[] file =
                new Arrows(Fields.duration("t"), map, Fields.of("v", Type.Utf8View))
                        .batch(1, Values.integers(8, 1L), entries, Values.views("right"))
                        .file();
        Map<String, Object> raw = write("m.arrow", file);
        Problem problem = Reading.failure("arrow", raw);
        assertThat(problem.code()).isEqualTo("SORA-4294");
        assertThat(problem.have()).isEqualTo("t duration, m map");
        List<DataRecord> records = Reading.all("arrow", with(raw, "columns", List.of("v")));
        assertThat(Reading.column(records, "v")).containsExactly("right");
    }

    /** What datasets.save_to_disk leaves: huggingface/datasets#2377, apache/arrow#44408. */
    @Test
    void readsAFolderOfStreamsAndSaysWhatItDoesNotRead() throws IOException {
        for (long i = 0; i < 2; i++) {
            Arrows part = new Arrows(Fields.integer("n", 64, true)).batch(1, Values.integers(8, i));
            write("set/data-0000%d-of-00002.arrow".formatted(i), part.stream());
        }
        write("set/state.json", new byte[] {'{', '}'});
        Map<String, Object> raw = Map.of("path", folder.resolve("set").toString());
        DataSourceType type = Reading.type(DataSourceType.class, "arrow");
        assertThat(type.discover(folder.resolve("set"))).containsKey("train");
        assertThat(Reading.column(Reading.all("arrow", raw), "n")).containsExactly(0L, 1L);
        try (DataSource source = type.open(Reading.settings(type, raw))) {
            assertThat(source.passedOver().get(0).examples()).containsExactly("state.json");
        }
        write("set/other.arrow", new Arrows(Fields.text("n")).batch(1, Values.texts("x")).file());
        assertThat(Reading.failure("arrow", raw).code()).isEqualTo("SORA-4296");
    }

    @Test
    void saysThatAStreamHasNoEnd() throws IOException {
        byte[] stream =
                new Arrows(Fields.integer("n", 64, true)).batch(1, Values.integers(8, 4L)).stream();
        Map<String, Object> raw = write("open.arrows", Arrays.copyOf(stream, stream.length - 8));
        assertThat(Reading.all("arrow", raw)).hasSize(1);
        DataSourceType type = Reading.type(DataSourceType.class, "arrow");
        try (DataSource source = type.open(Reading.settings(type, raw))) {
            assertThat(source.passedOver().get(0).needsAttention()).isTrue();
        }
    }

    @Test
    void knowsFilesByTheirContent() throws IOException {
        DataSourceType type = Reading.type(DataSourceType.class, "arrow");
        byte[] file =
                new Arrows(Fields.integer("n", 64, true), Fields.duration("t"))
                        .batch(1, Values.integers(8, 4L), Values.integers(8, 4L))
                        .file();
        Path named = Path.of(write("data.bin", file).get("path").toString());
        Path other = Path.of(write("text.bin", "hello".getBytes()).get("path").toString());
        assertThat(type.discover(named)).containsKey("train");
        assertThat(type.discover(other)).isEmpty();
        Map<String, Object> raw =
                type.settingsFor(named, List.of(new Column("n", ColumnType.TEXT))).orElseThrow();
        assertThat(Reading.column(Reading.all("arrow", raw), "n")).containsExactly("4");
        assertThat(type.peek(Reading.settings(type, raw)).orElseThrow().columns())
                .containsExactly(new Column("n", ColumnType.TEXT));
    }
}
