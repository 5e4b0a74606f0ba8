// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code notes}: two numbers and a word on each line, from a source without support for prediction
 * files.
 */
final class NotesType implements DataSourceType {

    private static final Schema SCHEMA =
            Schema.of(Column.of("x", ColumnType.VECTOR), Column.of("kind", ColumnType.TEXT));
    private static final Setting<Path> PATH = Setting.path("path", "The file.").required();
    private static final Setting<Long> LIMIT =
            Setting.integer("limit", "Maximum number of lines to read.")
                    .large()
                    .atLeast(0)
                    .orElse(Long.MAX_VALUE);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("notes", "Notes.", PATH, LIMIT);
    }

    @Override
    public DataSource open(Settings settings) {
        Path path = settings.get(PATH);
        return new Notes(path, lines(path), settings.get(LIMIT));
    }

    private static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new DataException(Problem.of("TRIAL-0002", "no notes").where(path.toString()), e);
        }
    }

    private record Notes(Path path, List<String> lines, long limit) implements DataSource {

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
            String name = path.getFileName().toString();
            Iterator<String> left = lines.stream().limit(limit).iterator();
            return new RecordStream() {
                private long number;

                @Override
                public Optional<DataRecord> next() {
                    if (!left.hasNext()) {
                        return Optional.empty();
                    }
                    String[] words = left.next().split(" ");
                    float[] x = {Float.parseFloat(words[0]), Float.parseFloat(words[1])};
                    return Optional.of(
                            DataRecord.atLine(SCHEMA, name, ++number, number, x, words[2]));
                }

                @Override
                public void close() {}
            };
        }
    }
}
