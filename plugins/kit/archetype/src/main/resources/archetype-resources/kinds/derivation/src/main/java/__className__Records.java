package ${package};

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The derived records.
 *
 * <p>Sora makes any number of passes, and may have several streams open at once. Therefore all
 * mutable state is in the stream.
 *
 * @param newest whether only the records that follow the last rows are wanted: their value is not
 *     known yet, and is predicted
 */
record ${className}Records(${className}Derivation derivation, DataSource rows, boolean newest)
        implements DataSource {

    @Override
    public Schema schema() {
        return derivation.schema(rows.schema());
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public List<Path> files() {
        // The lock has the digests of the files of the rows.
        return rows.files();
    }

    @Override
    public RecordStream records() {
        RecordStream stream = rows.records();
        return new RecordStream() {
            private final Deque<DataRecord> earlier = new ArrayDeque<>();
            private boolean read;

            @Override
            public Optional<DataRecord> next() {
                if (newest) {
                    return following();
                }
                while (true) {
                    Optional<DataRecord> row = stream.next();
                    if (row.isEmpty()) {
                        return row;
                    }
                    earlier.add(row.get());
                    if (earlier.size() > derivation.lag()) {
                        return Optional.of(record(row.get(), value(row.get()), earlier.remove()));
                    }
                }
            }

            private Optional<DataRecord> following() {
                while (!read) {
                    stream.next().ifPresentOrElse(earlier::add, () -> read = true);
                    if (earlier.size() > derivation.lag()) {
                        earlier.remove();
                    }
                }
                return Optional.ofNullable(earlier.poll()).map(row -> record(row, null, row));
            }

            @Override
            public void close() {
                stream.close();
            }
        };
    }

    /** The record has the origin and the number of a row, which messages name. */
    private DataRecord record(DataRecord row, Double value, DataRecord before) {
        return row.with(schema(), value, value(before));
    }

    private Double value(DataRecord row) {
        return row.find(derivation.column())
                .map(value -> ((Number) value).doubleValue())
                .orElse(null);
    }
}
