// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Reads the results of queries as records. */
final class SqlSource implements DataSource {

    private final Database database;
    private final List<Field> fields;
    private final List<RowStream.Part> parts;
    private final OptionalLong size;
    private final List<Path> files;
    private final int fetchSize;
    private final long limit;
    private final List<PassedOver> passedOver;

    SqlSource(
            Database database,
            List<Field> fields,
            List<RowStream.Part> parts,
            OptionalLong size,
            List<Path> files,
            int fetchSize,
            long limit,
            List<PassedOver> passedOver) {
        this.database = database;
        this.fields = fields;
        this.parts = List.copyOf(parts);
        this.size = size;
        this.files = List.copyOf(files);
        this.fetchSize = fetchSize;
        this.limit = limit;
        this.passedOver = List.copyOf(passedOver);
    }

    @Override
    public Schema schema() {
        return Fields.schema(fields);
    }

    @Override
    public OptionalLong size() {
        return size;
    }

    @Override
    public List<Path> files() {
        return files;
    }

    @Override
    public List<PassedOver> passedOver() {
        return passedOver;
    }

    @Override
    public RecordStream records() {
        return new RowStream(database, fields, parts, fetchSize, limit);
    }

    @Override
    public void close() {
        database.close();
    }
}
