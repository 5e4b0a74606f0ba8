// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.core.data.CallerFailure;
import dev.sora.core.data.MemoryRecords;
import dev.sora.core.host.CallerScope;
import dev.sora.data.Column;
import dev.sora.data.ColumnValues;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.data.TextForm;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records of the application under one name. The application's code is called with the context
 * class loader of the thread that stored them.
 */
final class MemoryTable implements DataSource {

    private static final int SHOWN = 60;

    private final String name;
    private final Schema schema;
    private final Iterable<? extends Map<String, ?>> rows;
    private final CallerScope application = new CallerScope();

    MemoryTable(String name, Schema schema, Iterable<? extends Map<String, ?>> rows) {
        this.name = name;
        this.schema = schema;
        this.rows = rows;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return rows instanceof Collection<?> all
                ? OptionalLong.of(all.size())
                : OptionalLong.empty();
    }

    /** Calls code of the application, whose exceptions are not faults of this plugin. */
    private <R> R call(Supplier<R> action) {
        try {
            return application.call(action);
        } catch (RecordException e) {
            // the application says that a record is broken, as a source does
            throw e;
        } catch (RuntimeException e) {
            throw CallerFailure.of(e);
        } catch (LinkageError | StackOverflowError e) {
            throw CallerFailure.of(e);
        }
    }

    @Override
    public RecordStream records() {
        Iterator<? extends Map<String, ?>> iterator = call(rows::iterator);
        return new RecordStream() {
            private final BitSet unseen = new BitSet();
            private long number;

            @Override
            public Optional<DataRecord> next() {
                if (!call(iterator::hasNext)) {
                    requireSeen(unseen, number);
                    return Optional.empty();
                }
                Map<String, ?> row = call(iterator::next);
                if (++number == 1) {
                    unseen.set(0, schema.columns().size());
                }
                return Optional.of(record(row, number, unseen));
            }

            @Override
            public void close() {
                if (iterator instanceof AutoCloseable resource) {
                    call(() -> closed(resource));
                }
            }
        };
    }

    private static AutoCloseable closed(AutoCloseable resource) {
        try {
            resource.close();
            return resource;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the records cannot be closed", e);
        }
    }

    private DataRecord record(@Nullable Map<String, ?> row, long number, BitSet unseen) {
        Map<String, ?> given = isPlain(row) ? row : MemoryRecords.flat(row, where(number));
        List<Column> columns = schema.columns();
        Object[] values = new Object[columns.size()];
        BitSet absent = new BitSet();
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            String key = given == row ? column.name() : TextForm.nameOf(column.name());
            if (!given.containsKey(key)) {
                absent.set(i);
                continue;
            }
            unseen.clear(i);
            Object value = given.get(key);
            values[i] = ColumnValues.of(column.type(), value, ColumnValues.SEPARATOR);
            if (values[i] == ColumnValues.NONE) {
                throw broken(column, value, number);
            }
        }
        DataRecord record = new DataRecord(schema, name, number, values);
        return absent.isEmpty() ? record : record.without(absent);
    }

    /** Returns whether a row has all columns under their exact names, which is the common case. */
    private boolean isPlain(@Nullable Map<String, ?> row) {
        if (row == null) {
            return false;
        }
        for (Column column : schema.columns()) {
            Object value = row.get(column.name());
            if (value instanceof Map || value == null && !row.containsKey(column.name())) {
                return false;
            }
        }
        return true;
    }

    /** A column that no record has is misspelt; its values would all be missing. */
    private void requireSeen(BitSet unseen, long number) {
        if (number > 0 && !unseen.isEmpty()) {
            Column column = schema.columns().get(unseen.nextSetBit(0));
            throw new DataException(
                    Problem.of(
                                    "SORA-4923",
                                    "no record has the column '%s'".formatted(column.name()))
                            .where("%s, %d records".formatted(name, number))
                            .needs("the columns of the Schema")
                            .fix(
                                    "correct its name in the Schema or in the records; values of a"
                                            + " map within a record are columns 'a.b'"));
        }
    }

    private String where(long number) {
        return "%s, record %d".formatted(name, number);
    }

    private RecordException broken(Column column, Object given, long number) {
        String type = column.type().name().toLowerCase(Locale.ROOT);
        String shown = "%s (%s)".formatted(given, given.getClass().getSimpleName());
        return new RecordException(
                Problem.of(
                                "SORA-4211",
                                "column '%s' does not hold %s".formatted(column.name(), type))
                        .where(where(number))
                        .needs(type)
                        .have(shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown)
                        .fix("give a value of that type, or null if it is missing"));
    }
}
