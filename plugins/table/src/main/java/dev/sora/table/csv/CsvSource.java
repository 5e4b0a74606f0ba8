// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import dev.sora.data.ColumnRange;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.text.FileProblem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a table from a text file. */
final class CsvSource implements DataSource {

    private final CsvFormat format;
    private final Settings settings;
    private final boolean header;
    private final CsvLayout layout;
    private final Optional<InputStream> arriving;

    CsvSource(CsvFormat format, Settings settings) {
        this(format, settings, Optional.empty());
    }

    /**
     * Opens a table.
     *
     * @param arriving the complete data, if the file holds only its beginning
     */
    CsvSource(CsvFormat format, Settings settings, Optional<InputStream> arriving) {
        this.settings = settings;
        this.arriving = arriving;
        Optional<List<String>> columns = settings.find(CsvType.COLUMNS);
        this.header = settings.find(CsvType.HEADER).orElse(columns.isEmpty());
        boolean given = settings.find(CsvType.DELIMITER).isPresent();
        Head head = Head.of(format, 1, given);
        this.format = head.format();
        List<String> first = head.first();
        if (first.isEmpty()) {
            throw FileProblem.empty(
                    format.file().place().toString(), header ? "a row of names" : "a row at least");
        }
        if (first.stream().anyMatch(field -> field.indexOf('\0') >= 0)) {
            throw FileProblem.noText(format.file());
        }
        if (!given && columns.isEmpty() && first.size() == 1) {
            OtherDelimiter.check(first.get(0), this.format);
        }
        List<String> names = columns.map(ColumnRange::expand).orElseGet(() -> names(first));
        if (settings.find(CsvType.HEADER).isEmpty() && columns.isPresent()) {
            checkRecord(first, names);
        }
        this.layout = CsvLayout.of(settings, names);
    }

    /** Checks that a table whose columns are given does not have names in its first row as well. */
    private void checkRecord(List<String> first, List<String> names) {
        if (Header.isLike(first, names)) {
            throw new DataException(
                    Problem.of(
                                    "SORA-4230",
                                    "the first row looks like names, but 'columns' gives them")
                            .where(format.file().place() + ":1")
                            .have(String.join(", ", first))
                            .needs("a record in the first row")
                            .fix(
                                    "set 'header: true' to leave the row out; if it is a record,"
                                            + " set 'header: false'"));
        }
    }

    @Override
    public Schema schema() {
        return layout.schema();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public List<Path> files() {
        return List.of(format.file().place().file());
    }

    @Override
    public RecordStream records() {
        return new CsvStream(
                arriving.map(format::arriving).orElse(format),
                layout,
                settings,
                header,
                settings.find(CsvType.LIMIT).orElse(Long.MAX_VALUE));
    }

    private List<String> names(List<String> first) {
        List<String> names = new ArrayList<>();
        for (String field : first) {
            String name = settings.get(CsvType.TRIM) ? field.strip() : field;
            names.add(header ? name : "column" + (names.size() + 1));
        }
        return names;
    }
}
