// SPDX-License-Identifier: Apache-2.0
package org.example.yaml;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.text.FileProblem;
import dev.sora.reading.text.TextFile;
import dev.sora.source.RecordStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** One pass over the documents of a file. */
final class YamlStream implements RecordStream {

    private final TextFile file;
    private final String name;
    private final Reader reader;
    private final Schema schema;
    private final Parser documents;
    private long number;
    private long line;

    YamlStream(TextFile file, Schema schema) {
        this.file = file;
        this.name = file.place().name();
        this.reader = file.open();
        this.schema = schema;
        this.documents = new Parser(name, reader);
    }

    @Override
    public Optional<DataRecord> next() {
        Parser.Document document;
        try {
            if (!documents.hasNext()) {
                return Optional.empty();
            }
            document = documents.next();
        } catch (YamlEngineException e) {
            if (e.getCause() instanceof IOException cause) {
                throw FileProblem.broken(file, line, cause);
            }
            // After a broken document, the start of the next one is unknown, so the pass ends.
            throw new DataException(
                    Problem.of("YAML-1003", "the file is not YAML")
                            .where(name + ", after record " + number)
                            .have(String.valueOf(e.getMessage())),
                    e);
        }
        number++;
        line = document.line();
        return Optional.of(record(document));
    }

    private DataRecord record(Parser.Document document) {
        String place = name + ":" + document.line();
        if (!(document.value() instanceof Map<?, ?> values)) {
            throw broken(place, "a document is not a mapping", "keys and values", document.value());
        }
        List<Column> columns = schema.columns();
        Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = value(values.get(columns.get(i).name()), columns.get(i), place);
        }
        return DataRecord.atLine(schema, name, number, document.line(), row);
    }

    private static Object value(Object value, Column column, String place) {
        if (value == null) {
            return null; // the value is missing; the reader of the column decides what that means
        }
        boolean whole = value instanceof Integer || value instanceof Long;
        return switch (column.type()) {
            case TEXT -> value instanceof String ? value : String.valueOf(value);
            case INTEGER -> whole ? ((Number) value).longValue() : wrong(value, column, place);
            case NUMBER ->
                    value instanceof Number real ? real.doubleValue() : wrong(value, column, place);
            default -> value instanceof Boolean ? value : wrong(value, column, place);
        };
    }

    private static Object wrong(Object value, Column column, String place) {
        String type = column.type().name().toLowerCase(Locale.ROOT);
        throw broken(place, "'%s' is of another type".formatted(column.name()), type, value);
    }

    /**
     * One record is broken and the others are valid: the manifest decides whether they are used.
     */
    private static RecordException broken(String where, String what, String needs, Object have) {
        return new RecordException(
                Problem.of("YAML-1004", what).where(where).needs(needs).have(String.valueOf(have)));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
