// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.text.FileProblem;
import java.io.IOException;
import java.util.Locale;

/** Creates the problems of tables that cannot be parsed any further. */
final class CsvProblem {

    private CsvProblem() {}

    /**
     * Returns the problem for a parser failure.
     *
     * @param reached the line of the field that could not be read
     */
    static DataException of(CsvParseException e, CsvFormat format, long reached) {
        if (e.getCause() instanceof DataException told) {
            return told;
        }
        if (e.getCause() instanceof IOException io) {
            return of(io, format, reached);
        }
        String place = format.file().place().toString();
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("unclosed")) {
            return new DataException(
                    Problem.of("SORA-4224", "a quote opens and never closes")
                            .where(place + ":" + reached)
                            .have("the file ends within the quote")
                            .fix(
                                    "close it; a quote within a field is written twice; set"
                                            + " 'quote: none' if the file has no quotes"),
                    e);
        }
        if (message.contains("closing quote")) {
            return new DataException(
                    Problem.of("SORA-4225", "characters follow a closing quote")
                            .where(place + ":" + reached)
                            .needs("a delimiter or the end of the line")
                            .have(String.valueOf(e.getMessage()))
                            .fix(
                                    "a quote within a field is written twice; set 'quote: none' if"
                                            + " the file has no quotes"),
                    e);
        }
        return new DataException(
                Problem.of("SORA-4226", "a field is too long, or its quote never closes")
                        .where(place + ":" + reached)
                        .needs("at most %,d characters".formatted(CsvFormat.MOST_CHARACTERS))
                        .have(String.valueOf(e.getMessage()))
                        .fix("check the quote and the delimiter; 'quote: none' turns quotes off"),
                e);
    }

    /** Returns the problem of a table of one column with too many empty lines in a row. */
    static DataException blanks(CsvFormat format, long line) {
        return new DataException(
                Problem.of("SORA-4229", "too many lines in a row are empty")
                        .where(format.file().place() + ":" + line)
                        .needs("fewer than a million, each of which stands for a missing value")
                        .fix("check that the file was written to its end"));
    }

    /** Returns the problem for a read failure near a line. */
    static DataException of(IOException e, CsvFormat format, long line) {
        return FileProblem.broken(format.file(), line, e);
    }
}
