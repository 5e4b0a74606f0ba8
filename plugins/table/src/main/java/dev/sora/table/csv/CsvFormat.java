// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.sora.problem.DataException;
import dev.sora.reading.Place;
import dev.sora.reading.text.FileProblem;
import dev.sora.reading.text.TextFile;
import dev.sora.setting.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The syntax of a table in a text file.
 *
 * @param file the file
 * @param delimiter the delimiter between two fields
 * @param quote the quote
 * @param comment the character that starts a comment; {@link #NO_CHARACTER} if there are none
 * @param skipLines the number of lines to skip at the start
 */
record CsvFormat(TextFile file, String delimiter, char quote, char comment, int skipLines) {

    /**
     * Represents the absence of a quote or comment character. It is a Unicode noncharacter, so no
     * text contains it.
     */
    static final char NO_CHARACTER = '\uffff';

    /**
     * The maximum length of a field in characters. It also bounds the text after an unclosed quote.
     */
    static final int MOST_CHARACTERS = 16 << 20;

    private static final Map<String, String> WORDS =
            Map.of("tab", "\t", "comma", ",", "semicolon", ";", "space", " ", "bar", "|");

    static CsvFormat of(Settings settings) {
        Place place = CsvType.place(settings);
        String where = place.toString();
        String delimiter =
                settings.find(CsvType.DELIMITER)
                        .map(given -> WORDS.getOrDefault(given, given))
                        .orElse(tabs(place.kind()) ? "\t" : ",");
        char quote = character("quote", settings.get(CsvType.QUOTE), where);
        char comment =
                settings.find(CsvType.COMMENT)
                        .map(given -> character("comment", given, where))
                        .orElse(NO_CHARACTER);
        boolean clash =
                delimiter.isEmpty()
                        || delimiter.indexOf('\n') >= 0
                        || delimiter.indexOf('\r') >= 0
                        || delimiter.indexOf(quote) >= 0
                        || delimiter.indexOf(comment) >= 0
                        || (quote == comment && quote != NO_CHARACTER);
        if (clash) {
            throw FileProblem.settings(
                    "'delimiter', 'quote' and 'comment' must differ, and none be a line break",
                    where,
                    "set 'quote: none' if the file has no quotes");
        }
        return new CsvFormat(
                TextFile.of(place, settings.get(CsvType.ENCODING)),
                delimiter,
                quote,
                comment,
                settings.get(CsvType.SKIP_LINES).intValue());
    }

    static boolean tabs(String kind) {
        return kind.endsWith(".tsv") || kind.endsWith(".tab");
    }

    /** Returns the format of the text after a first line that names the delimiter. */
    CsvFormat behindMark(String own) {
        return new CsvFormat(file, own, quote, comment, 1);
    }

    /** Returns this format for a stream of which the file holds only the beginning. */
    CsvFormat arriving(InputStream all) {
        return new CsvFormat(file.arriving(all), delimiter, quote, comment, skipLines);
    }

    /** Opens the file with a handler of its rows; empty lines are skipped. */
    <T> CsvReader<T> open(CsvCallbackHandler<T> handler) {
        return open(handler, true);
    }

    /** Opens the file with a handler of its rows. */
    <T> CsvReader<T> open(CsvCallbackHandler<T> handler, boolean skipEmptyLines) {
        CsvReader<T> reader =
                CsvReader.builder()
                        .fieldSeparator(delimiter)
                        .quoteCharacter(quote)
                        .commentCharacter(comment == NO_CHARACTER ? '\ufffe' : comment)
                        .commentStrategy(
                                comment == NO_CHARACTER
                                        ? CommentStrategy.NONE
                                        : CommentStrategy.SKIP)
                        .skipEmptyLines(skipEmptyLines)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .maxBufferSize(MOST_CHARACTERS)
                        .build(handler, file.open());
        try {
            if (skipLines > 0) {
                reader.skipLines(skipLines);
            }
            return reader;
        } catch (CsvParseException e) {
            close(reader);
            throw FileProblem.empty(
                    file.place().toString(), "more lines than 'skip_lines' passes over");
        } catch (UncheckedIOException e) {
            close(reader);
            throw CsvProblem.of(e.getCause(), this, 1L);
        } catch (DataException e) {
            close(reader);
            throw e;
        }
    }

    private static void close(CsvReader<?> reader) {
        try {
            reader.close();
        } catch (IOException e) {
            // the file was opened for reading only, so a failure to close it loses nothing
        }
    }

    private static char character(String setting, String given, String where) {
        if (given.equals("none")) {
            return NO_CHARACTER;
        }
        if (given.length() != 1 || given.charAt(0) == '\n' || given.charAt(0) == '\r') {
            throw FileProblem.settings(
                    "'%s' is one character".formatted(setting), where, "give one, or 'none'");
        }
        return given.charAt(0);
    }
}
