// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A source of one string for each line, whose file is never closed. */
public final class OpenEndedType implements DataSourceType {

    private static final Schema SCHEMA = Schema.of(Column.of("line", ColumnType.TEXT));
    private static final Setting<Path> PATH = Setting.path("path", "The file.").required();
    // keeps readers reachable, because garbage collection would close them
    private static final List<BufferedReader> OPEN = new ArrayList<>();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("open-ended", "Lines of a file.", PATH);
    }

    @Override
    public DataSource open(Settings settings) {
        Path path = settings.get(PATH);
        if (!Files.exists(path)) {
            throw new DataException(
                    Problem.of("TRIAL-0001", "no such file").where(path.toString()));
        }
        return new Lines(path);
    }

    private record Lines(Path path) implements DataSource {

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
            return List.of(path);
        }

        @Override
        public RecordStream records() {
            try {
                return new Stream(Files.newBufferedReader(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Stream implements RecordStream {

        private final BufferedReader reader;
        private long number;

        Stream(BufferedReader reader) {
            this.reader = reader;
            OPEN.add(reader);
        }

        @Override
        public Optional<DataRecord> next() {
            try {
                String line = reader.readLine();
                number++;
                return Optional.ofNullable(line)
                        .map(text -> DataRecord.atLine(SCHEMA, "lines", number, number, text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            // the reader stays open
        }
    }
}
