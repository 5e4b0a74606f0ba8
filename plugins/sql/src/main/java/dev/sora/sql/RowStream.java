// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.source.RecordStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One pass over the results of several queries, one after the other, on its own connection. */
final class RowStream implements RecordStream {

    /**
     * A query and the origin of its results.
     *
     * @param query the query
     * @param origin the origin of its records
     * @param where the place for messages
     * @param rows the number of rows, if known, to detect a truncated result
     */
    record Part(String query, String origin, String where, OptionalLong rows) {}

    private final Database database;
    private final Schema schema;
    private final List<Field> fields;
    private final Iterator<Part> parts;
    private final int fetchSize;
    private final long limit;

    private @Nullable Connection connection;
    private @Nullable Statement statement;
    private @Nullable ResultSet rows;
    private Part part = new Part("", "", "", OptionalLong.empty());
    private List<ValueReader> readers = List.of();
    private long number;
    private long read;

    RowStream(
            Database database,
            List<Field> fields,
            Iterable<Part> parts,
            int fetchSize,
            long limit) {
        this.database = database;
        this.schema = Fields.schema(fields);
        this.fields = fields;
        this.parts = parts.iterator();
        this.fetchSize = fetchSize;
        this.limit = limit;
    }

    @Override
    public Optional<DataRecord> next() {
        try {
            if (read == limit) {
                return Optional.empty();
            }
            while (rows == null || !rows.next()) {
                if (part.rows().isPresent() && number != part.rows().getAsLong()) {
                    throw new SQLException(
                            "%,d of %,d records".formatted(number, part.rows().getAsLong()));
                }
                if (!parts.hasNext()) {
                    return Optional.empty();
                }
                open(parts.next());
            }
        } catch (SQLException e) {
            throw database.broken(e, part, read);
        }
        read++;
        number++;
        return Optional.of(new DataRecord(schema, part.origin(), number, values(rows)));
    }

    @Override
    public void close() {
        closeQuietly(rows);
        closeQuietly(statement);
        closeQuietly(connection);
    }

    private void open(Part next) throws SQLException {
        closeQuietly(rows);
        closeQuietly(statement);
        part = next;
        number = 0;
        if (connection == null) {
            connection = database.begin();
        }
        statement = connection.createStatement();
        statement.setFetchSize(fetchSize);
        rows = statement.executeQuery(part.query());
        readers = readers(Described.of(rows.getMetaData()));
    }

    /**
     * Creates the readers for one result: files of a folder may store a column in different types
     * with the same meaning.
     */
    private List<ValueReader> readers(List<Described> described) {
        List<ValueReader> chosen = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Described column = described.get(i);
            chosen.add(
                    ValueReaders.of(column)
                            .filter(reading -> reading.type() == field.column().type())
                            .map(ValueReaders.Reading::reader)
                            .or(() -> ofPicture(field, column))
                            .orElseThrow(() -> differs(field, column)));
        }
        return chosen;
    }

    private static Optional<ValueReader> ofPicture(Field field, Described column) {
        return ValueReaders.isBytes(column) ? Optional.of(field.reader()) : Optional.empty();
    }

    private DataException differs(Field field, Described column) {
        return new DataException(
                Problem.of(
                                "SORA-4818",
                                "column '%s' is of another type than in the first file"
                                        .formatted(column.name()))
                        .where(part.where())
                        .needs(Texts.word(field.column().type()))
                        .have(column.typeName())
                        .fix("write the files with the same columns, or read them separately"));
    }

    private Object[] values(ResultSet row) {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = readers.get(i).read(row, i + 1);
            } catch (BrokenValue e) {
                throw broken(fields.get(i), e.needs(), String.valueOf(e.getMessage()), e);
            } catch (SQLException | RuntimeException e) {
                // drivers report values out of range with various exceptions
                String needs = Texts.word(fields.get(i).column().type());
                throw broken(fields.get(i), needs, Texts.firstLine(String.valueOf(e)), e);
            }
        }
        return values;
    }

    private RecordException broken(Field field, String needs, String have, Exception cause) {
        return new RecordException(
                Problem.of(
                                "SORA-4815",
                                "column '%s' holds a value that cannot be used"
                                        .formatted(field.column().name()))
                        .where("%s, record %d".formatted(part.where(), number))
                        .needs(needs)
                        .have(have)
                        .fix(
                                field.column().type() == ColumnType.INTEGER
                                        ? "correct the value, convert it in a query of a jdbc"
                                                + " source (CAST(%s AS VARCHAR)), or set 'on_error:"
                                                        .formatted(field.column().name())
                                                + " skip'"
                                        : "correct the value, or set 'on_error: skip'"),
                cause);
    }

    private static void closeQuietly(@Nullable AutoCloseable held) {
        if (held == null) {
            return;
        }
        try {
            held.close();
        } catch (Exception e) {
            // all rows were read, and a lost connection needs no closing
        }
    }
}
