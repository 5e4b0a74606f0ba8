// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.sheet;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.reading.Place;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import dev.sora.table.cell.PictureFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a sheet of a workbook. */
final class XlsxSource implements DataSource {

    private final Settings settings;
    private final Path file;
    private final Workbook book;
    private final Workbook.Sheet sheet;
    private final SheetLayout layout;
    private final Schema schema;
    private final String origin;

    XlsxSource(Settings settings) {
        this.settings = settings;
        this.file = settings.get(XlsxType.PATH);
        if (Place.of(file).isEntry()) {
            throw SheetProblem.packed(file);
        }
        this.book = Workbook.read(file);
        this.sheet = book.sheet(settings.find(XlsxType.SHEET).orElse(""));
        this.origin = file.getFileName() + "!/" + sheet.name();
        try {
            this.layout = SheetLayout.of(book, sheet, settings, origin);
        } catch (IOException e) {
            throw SheetProblem.damaged(file, sheet.part(), e);
        }
        this.schema = new Schema(layout.columns());
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(layout.records());
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public RecordStream records() {
        return new Stream();
    }

    /** One pass over the records. */
    private final class Stream implements RecordStream {

        private final PictureFolder pictures =
                new PictureFolder(
                        settings.find(XlsxType.FOLDER)
                                .orElseGet(() -> file.toAbsolutePath().getParent()));
        private final SheetValues values =
                new SheetValues(
                        layout.columns(),
                        pictures,
                        Set.copyOf(settings.get(XlsxType.MISSING)),
                        settings.get(XlsxType.ERRORS).equals("missing"));
        private final boolean hidden = settings.get(XlsxType.HIDDEN);
        private final SheetMerges.Filling filling =
                settings.get(XlsxType.MERGED).equals("fill")
                        ? layout.merges().filling(layout.header())
                        : new SheetMerges().filling(0);
        private final SheetRows rows;
        private long number;

        Stream() {
            try {
                rows = new SheetRows(book, sheet);
            } catch (IOException e) {
                throw SheetProblem.damaged(file, sheet.part(), e);
            }
        }

        @Override
        public Optional<DataRecord> next() {
            while (number < layout.records()) {
                Optional<SheetRows.Row> row;
                try {
                    row = rows.next();
                } catch (IOException e) {
                    throw SheetProblem.damaged(file, origin + ", after record " + number, e);
                }
                if (row.isEmpty()) {
                    return Optional.empty();
                }
                if (row.get().number() > layout.header()) {
                    SheetRows.Row filled = filling.of(row.get());
                    if (!row.get().isBlank() && (hidden || !filled.hidden())) {
                        return Optional.of(record(filled));
                    }
                }
            }
            return Optional.empty();
        }

        private DataRecord record(SheetRows.Row row) {
            number++;
            Object[] record = new Object[layout.places().length];
            String where = origin + ":" + row.number();
            for (int i = 0; i < record.length; i++) {
                record[i] = values.of(row.cell(layout.places()[i]), i, where);
            }
            return DataRecord.atLine(schema, origin, number, row.number(), record);
        }

        @Override
        public void close() {
            pictures.close();
            rows.close();
        }
    }
}
