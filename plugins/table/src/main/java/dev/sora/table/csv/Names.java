// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the fields of the first rows without conversion. */
final class Names extends AbstractBaseCsvCallbackHandler<Names> {

    private final String where;
    private final List<String> fields = new ArrayList<>();

    private Names(String where) {
        this.where = where;
    }

    /** Returns the fields of a file's first row; empty if the file has no row. */
    static List<String> first(CsvFormat format) {
        List<List<String>> rows = first(format, 1);
        return rows.isEmpty() ? List.of() : rows.get(0);
    }

    /** Returns the fields of a file's first rows. */
    static List<List<String>> first(CsvFormat format, int most) {
        List<List<String>> first = new ArrayList<>();
        Names names = new Names(format.file().place().toString());
        try (CsvReader<Names> reader = format.open(names)) {
            Iterator<Names> rows = reader.iterator();
            while (first.size() < most && rows.hasNext()) {
                first.add(List.copyOf(rows.next().fields));
            }
            return first;
        } catch (CsvParseException e) {
            throw CsvProblem.of(e, format, 1L);
        } catch (UncheckedIOException e) {
            throw CsvProblem.of(e.getCause(), format, 1L);
        } catch (IOException e) {
            throw CsvProblem.of(e, format, 1L);
        }
    }

    @Override
    protected void handleBegin(long startingLine) {
        fields.clear();
    }

    @Override
    protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
        if (CsvLayout.isTooMany(index)) {
            throw CsvLayout.tooMany(where, index);
        }
        fields.add(new String(text, from, length));
    }

    @Override
    protected Names buildRecord() {
        return this;
    }
}
