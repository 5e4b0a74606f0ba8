// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.sora.data.Column;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.setting.Settings;
import dev.sora.source.RecordStream;
import dev.sora.table.cell.Cell;
import dev.sora.table.cell.Cells;
import dev.sora.table.cell.PictureFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One pass over the rows of a table. */
final class CsvStream implements RecordStream {

    /** The maximum number of consecutive empty lines that count as missing values. */
    private static final int MOST_BLANKS = 1_000_000;

    private final CsvFormat format;
    private final Schema schema;
    private final String origin;
    private final PictureFolder pictures;
    private final RowReader handler;
    private final CsvReader<RowReader> reader;
    private final Iterator<RowReader> rows;
    private final long limit;
    private long number;
    private final Deque<Long> blanks = new ArrayDeque<>();
    private boolean held;
    private boolean ended;

    CsvStream(CsvFormat format, CsvLayout layout, Settings settings, boolean header, long limit) {
        this.format = format;
        this.schema = layout.schema();
        this.origin = format.file().place().name();
        this.limit = limit;
        Path folder =
                settings.find(CsvType.FOLDER)
                        .orElseGet(() -> format.file().place().file().toAbsolutePath().getParent());
        this.pictures = new PictureFolder(folder);
        Optional<RemainingFields> rest =
                layout.rest()
                        .map(
                                column ->
                                        new RemainingFields(
                                                column.name(),
                                                column.type(),
                                                schema.position(column.name())));
        List<FieldBinding> bound = slots(layout, settings);
        int named = layout.fields().size();
        this.handler =
                new RowReader(
                        layout.fields(),
                        bound.subList(0, named),
                        rest,
                        new LastFields(layout.last(), bound.subList(named, bound.size())),
                        schema.columns().size(),
                        origin,
                        format.file().place().toString(),
                        format.delimiter());
        // in a table of one column, an empty line is a missing value
        this.reader = format.open(handler, layout.fields().size() > 1 || layout.rest().isPresent());
        this.rows = reader.iterator();
        try {
            boolean more = header;
            while (more) {
                more = advance() && handler.isBlank();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public Optional<DataRecord> next() {
        if (number >= limit) {
            return Optional.empty();
        }
        if (blanks.isEmpty() && !held) {
            read();
        }
        if (!blanks.isEmpty() && (held || !ended)) {
            number++;
            return Optional.of(
                    DataRecord.atLine(
                            schema,
                            origin,
                            number,
                            blanks.remove(),
                            new Object[schema.columns().size()]));
        }
        if (!held) {
            return Optional.empty();
        }
        held = false;
        number++;
        return Optional.of(
                DataRecord.atLine(schema, origin, number, handler.line(), handler.values()));
    }

    /** Reads a row and the empty values before it; empty lines at the end are ignored. */
    private void read() {
        while (!ended && !held && advance()) {
            if (!handler.isBlank()) {
                held = true;
            } else if (blanks.size() < MOST_BLANKS) {
                blanks.add(handler.line());
            } else {
                throw CsvProblem.blanks(format, handler.line());
            }
        }
    }

    @Override
    public void close() {
        pictures.close();
        try {
            reader.close();
        } catch (IOException e) {
            // the file was opened for reading only, so a failure to close it loses nothing
        }
    }

    /** Moves to the next row, whose fields the handler then holds. */
    private boolean advance() {
        boolean more = false;
        try {
            more = rows.hasNext();
            if (more) {
                rows.next();
            }
            return more;
        } catch (CsvParseException e) {
            throw CsvProblem.of(e, format, handler.reached());
        } catch (UncheckedIOException e) {
            throw CsvProblem.of(e.getCause(), format, handler.reached());
        } finally {
            ended = !more;
        }
    }

    private List<FieldBinding> slots(CsvLayout layout, Settings settings) {
        boolean trim = settings.get(CsvType.TRIM);
        Map<String, String> types = NamedSettings.of(settings, CsvType.TYPES);
        Map<String, String> endings = NamedSettings.of(settings, CsvType.TRIM_END);
        char[][] missing =
                settings.get(CsvType.MISSING).stream()
                        .map(String::toCharArray)
                        .toArray(char[][]::new);
        Optional<NumberForm> form = NumberForm.of(settings);
        List<FieldBinding> slots = new ArrayList<>();
        int target = 0;
        List<String> fields = new ArrayList<>(layout.fields());
        fields.addAll(layout.last());
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            if (i == layout.fields().size()) {
                // the column of the remaining fields comes before the last ones
                target++;
            }
            String ending = endings.getOrDefault(field, "");
            Pattern pattern = layout.parts().get(field);
            int width = pattern == null ? 1 : CsvLayout.groups(pattern).size();
            List<Cell> cells = new ArrayList<>();
            for (Column column : schema.columns().subList(target, target + width)) {
                Cell cell = Cells.of(column.type(), pictures);
                boolean declared = types.containsKey(column.name());
                cells.add(form.map(f -> f.cell(cell, column.type(), declared)).orElse(cell));
            }
            slots.add(
                    pattern == null
                            ? new FieldBinding.Whole(cells.get(0), target, trim, ending, missing)
                            : new FieldBinding.Parted(
                                    pattern, cells, target, trim, ending, missing));
            target += width;
        }
        return slots;
    }
}
