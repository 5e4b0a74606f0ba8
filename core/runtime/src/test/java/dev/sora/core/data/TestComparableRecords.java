// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.plan.ResolvedType;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.DataException;
import dev.sora.problem.RecordException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Records of a source that knows nothing of forms of Unicode come in the one that is asked for. */
final class TestComparableRecords {

    private static final String COMPOSED = "caf\u00e9";
    private static final String APART = "cafe\u0301";

    /** Hands on what it is made of. */
    private record Given(Schema schema, List<Object[]> rows) implements DataSourceType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("given", "Rows of a test.");
        }

        @Override
        public DataSource open(Settings settings) {
            return new DataSource() {
                @Override
                public Schema schema() {
                    return schema;
                }

                @Override
                public OptionalLong size() {
                    return OptionalLong.of(rows.size());
                }

                @Override
                public RecordStream records() {
                    return stream();
                }
            };
        }

        private RecordStream stream() {
            Iterator<Object[]> left = rows.iterator();
            return new RecordStream() {
                private long number;

                @Override
                public Optional<DataRecord> next() {
                    return left.hasNext()
                            ? Optional.of(new DataRecord(schema, "given", ++number, left.next()))
                            : Optional.empty();
                }

                @Override
                public void close() {}
            };
        }
    }

    private static ResolvedType<DataSourceType> source(Schema schema, Object[]... rows) {
        DataSourceType type = new Given(schema, List.of(rows));
        OfferedPlugin plugin =
                new OfferedPlugin(
                        "test",
                        "1",
                        "",
                        TestComparableRecords.class.getClassLoader(),
                        List.of(type));
        return new ResolvedType<>("data.train", type, plugin, Settings.of(List.of(), Map.of()));
    }

    private static List<DataRecord> read(ResolvedType<DataSourceType> source, TextForm form) {
        List<DataRecord> records = new ArrayList<>();
        SourceReader.forEach(
                source, form, (position, record) -> records.add(record), SourceReader.Broken.FAIL);
        return records;
    }

    private static Schema columns(String... names) {
        return new Schema(List.of(names).stream().map(n -> Column.of(n, ColumnType.TEXT)).toList());
    }

    @Test
    void textsAndNamesOfColumnsComeComposed() {
        ResolvedType<DataSourceType> source =
                source(
                        columns(APART, "b"),
                        new Object[] {APART, null},
                        new Object[] {"x", "\u00ady"});

        List<DataRecord> records = read(source, TextForm.NFC);

        assertThat(records.get(0).find(COMPOSED)).contains(COMPOSED);
        assertThat(records.get(0).find("b")).isEmpty();
        assertThat(records.get(1).find("b")).contains("y");
        assertThat(records.get(1).where()).isEqualTo("given, record 2");
        try (SourceReader.OpenSource open = SourceReader.open(source, TextForm.NFC)) {
            assertThat(open.schema().column(COMPOSED)).isPresent();
        }
    }

    @Test
    void theManifestChoosesTheForm() {
        ResolvedType<DataSourceType> source = source(columns("a"), new Object[] {APART + "\uff11"});

        assertThat(read(source, TextForm.NFC).get(0).find("a")).contains(COMPOSED + "\uff11");
        assertThat(read(source, TextForm.NFKC).get(0).find("a")).contains(COMPOSED + "1");
        assertThat(read(source, TextForm.NONE).get(0).find("a")).contains(APART + "\uff11");
    }

    @Test
    void aBrokenTextIsABrokenRecord() {
        ResolvedType<DataSourceType> source =
                source(columns("a"), new Object[] {"\udc00"}, new Object[] {"sound"});
        List<RecordException> broken = new ArrayList<>();
        List<DataRecord> sound = new ArrayList<>();

        SourceReader.forEach(
                source,
                TextForm.NFC,
                (position, record) -> sound.add(record),
                (position, thrown) -> broken.add(thrown));

        assertThat(broken)
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessageContaining("SORA-4041"));
        assertThat(sound).hasSize(1);
        assertThatThrownBy(() -> read(source, TextForm.NFC)).isInstanceOf(RecordException.class);
    }

    @Test
    void twoColumnsThatLookTheSameAreRefusedWithWhatTheyDifferIn() {
        ResolvedType<DataSourceType> source =
                source(columns(COMPOSED, "b", APART), new Object[] {"1", "2", "3"});

        assertThatThrownBy(() -> read(source, TextForm.NONE))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4042  two columns are named")
                .hasMessageContaining("have   'caf\\u00e9' and 'cafe\\u0301'")
                .hasMessageContaining("fix    rename one of the columns in the data");
    }
}
