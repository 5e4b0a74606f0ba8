// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.data.split.Split;
import dev.sora.core.data.split.Splitter;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.ErrorPolicy;
import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.plan.SourcePlan;
import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.DataException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is read several times and is not the same each time. */
final class TestChangedData {

    private static final Schema SCHEMA = Schema.of(Column.of("n", ColumnType.INTEGER));

    @TempDir private Path folder;
    private final List<Path> files = new ArrayList<>();
    private long size = 100;

    /** As many numbers as the test says at the moment. */
    private final class Numbers implements DataSourceType {

        @Override
        public TypeDescriptor descriptor() {
            return TypeDescriptor.of("numbers", "Numbers.");
        }

        @Override
        public DataSource open(Settings settings) {
            return new DataSource() {
                @Override
                public Schema schema() {
                    return SCHEMA;
                }

                @Override
                public OptionalLong size() {
                    return OptionalLong.empty();
                }

                @Override
                public List<Path> files() {
                    return files;
                }

                @Override
                public RecordStream records() {
                    return new Stream();
                }
            };
        }
    }

    private final class Stream implements RecordStream {

        private long number;

        @Override
        public Optional<DataRecord> next() {
            return number == size
                    ? Optional.empty()
                    : Optional.of(new DataRecord(SCHEMA, "numbers", ++number, number));
        }

        @Override
        public void close() {}
    }

    private SplitRecords train(boolean divided) {
        DataSourceType type = new Numbers();
        OfferedPlugin plugin =
                new OfferedPlugin("test", "1", "", getClass().getClassLoader(), List.of(type));
        SourcePlan source =
                new SourcePlan(
                        new ResolvedType<>(
                                "data.train", type, plugin, Settings.of(List.of(), Map.of())),
                        ErrorPolicy.FAIL);
        Optional<HeldOut> split =
                Optional.<HeldOut>of(new HeldOut.Share(0.3, HeldOut.By.CHANCE, Optional.empty()))
                        .filter(s -> divided);
        DataPlan plan =
                new DataPlan(
                        Optional.of(source),
                        Optional.empty(),
                        Optional.empty(),
                        split,
                        Optional.empty(),
                        OptionalLong.of(0),
                        TextForm.NFC);
        return RecordStore.read(
                        source,
                        TextForm.NFC,
                        new Splitter(plan, 1, UnaryOperator.identity()),
                        Split.TRAIN,
                        MemoryBound.of(plan),
                        schema -> {})
                .part(Split.TRAIN);
    }

    private static long pass(SplitRecords records) {
        long[] count = new long[1];
        records.forEach(record -> count[0]++);
        return count[0];
    }

    private static void refused(SplitRecords records, String have) {
        assertThatThrownBy(() -> pass(records))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("SORA-4011")
                .hasMessageContaining(have);
    }

    @Test
    void moreRecordsThanWereDividedAreNotTakenForTrainingData() {
        SplitRecords records = train(true);
        assertThat(pass(records)).isEqualTo(70);

        size = 101;

        refused(records, "100 records at first, and now at least 101");
    }

    @Test
    void fewerRecordsAreNoticed() {
        SplitRecords divided = train(true);
        SplitRecords whole = train(false);
        assertThat(pass(whole)).isEqualTo(100);

        size = 99;

        refused(divided, "100 records at first, and now 99");
        refused(whole, "100 records at first, and now 99");
    }

    @Test
    void aFileThatIsWrittenToIsNoticed() throws IOException {
        Path file = Files.writeString(folder.resolve("train.csv"), "a");
        files.add(file);
        SplitRecords records = train(true);
        assertThat(pass(records)).isEqualTo(70);

        Files.writeString(file, "ab");

        refused(records, "train.csv");
    }
}
