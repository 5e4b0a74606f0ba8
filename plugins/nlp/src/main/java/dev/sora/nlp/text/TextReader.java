// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.text;

import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the texts of records, one column after the other. */
final class TextReader {

    private static final int SHOWN = 60;

    private final TextRules rules;
    private final Splitter splitter;

    TextReader(TextRules rules, Splitter splitter) {
        this.rules = rules;
        this.splitter = splitter;
    }

    /**
     * Passes the tokens of a record to a sink.
     *
     * @param betweenColumns called before every column except the first
     */
    void read(DataRecord record, Splitter.Sink sink, Runnable betweenColumns) {
        boolean first = true;
        for (String column : rules.columns()) {
            if (!first) {
                betweenColumns.run();
            }
            first = false;
            Optional<Object> value = record.find(column);
            if (value.isPresent()) {
                read(record, column, value.get(), sink);
            } else if (record.schema().position(column) < 0) {
                throw noColumn(record, column);
            }
        }
    }

    private void read(DataRecord record, String column, Object value, Splitter.Sink sink) {
        if (value instanceof String text) {
            splitter.split(text, sink);
        } else if (value instanceof long[] identifiers) {
            for (long identifier : identifiers) {
                String item = Long.toString(identifier);
                if (!sink.accept(item.toCharArray(), item.length())) {
                    return;
                }
            }
        } else {
            throw new RecordException(
                    Problem.of("SORA-4501", "column '%s' holds no text".formatted(column))
                            .where(record.where())
                            .needs("a text")
                            .have(value.getClass().getSimpleName())
                            .fix("name a column of texts"));
        }
    }

    private static DataException noColumn(DataRecord record, String column) {
        return new DataException(
                Problem.of("SORA-4508", "the data has no column '%s'".formatted(column))
                        .where(record.origin())
                        .have(
                                record.schema().columns().stream()
                                        .map(Column::name)
                                        .limit(SHOWN)
                                        .collect(Collectors.joining(", ")))
                        .fix(
                                "name one of these columns, rename one in the data,"
                                        + " or check the source's settings"));
    }

    /** Returns the problem of a record without tokens. */
    RecordException empty(DataRecord record) {
        return new RecordException(
                Problem.of(
                                "SORA-4502",
                                "the text in column '%s' is empty"
                                        .formatted(String.join("', '", rules.columns())))
                        .where(record.where())
                        .needs("at least one word")
                        .fix(
                                "complete the record, or set 'empty: unknown' on the input, which"
                                        + " treats it as one unknown word"));
    }
}
