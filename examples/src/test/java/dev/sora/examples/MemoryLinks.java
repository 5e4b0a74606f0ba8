// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Offers {@code rows-in-memory}: edges that lie in no file, as those of a database. */
final class MemoryLinks implements SoraPlugin, DataSourceType {

    /** The distance of the two nodes of an edge, which a test changes. */
    static final AtomicInteger DISTANCE = new AtomicInteger(2);

    private static final int EDGES = 50;
    private static final Schema SCHEMA =
            Schema.of(Column.of("cited", ColumnType.TEXT), Column.of("citing", ColumnType.TEXT));

    @Override
    public String name() {
        return "memory-links";
    }

    @Override
    public List<SoraType> types() {
        return List.of(this);
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("rows-in-memory", "Edges.");
    }

    @Override
    public DataSource open(Settings settings) {
        return new Rows();
    }

    private record Rows() implements DataSource {

        @Override
        public Schema schema() {
            return SCHEMA;
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.of(EDGES);
        }

        @Override
        public RecordStream records() {
            return new RecordStream() {
                private int row;

                @Override
                public Optional<DataRecord> next() {
                    if (row == EDGES) {
                        return Optional.empty();
                    }
                    String from = "p" + row;
                    String to = "p" + (row + DISTANCE.get());
                    return Optional.of(new DataRecord(SCHEMA, "memory", ++row, from, to));
                }

                @Override
                public void close() {}
            };
        }
    }
}
