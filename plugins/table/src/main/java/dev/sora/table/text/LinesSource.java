// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.text;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.reading.Place;
import dev.sora.reading.text.FileProblem;
import dev.sora.reading.text.Lines;
import dev.sora.reading.text.TextFile;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads one or several text files line by line and in parallel: line n of each file is in record n.
 */
final class LinesSource implements DataSource {

    private final Schema schema;
    private final List<TextFile> files;
    private final long limit;

    LinesSource(Schema schema, Settings settings) {
        this.schema = schema;
        Charset encoding = TextFile.charset(settings.get(LinesType.ENCODING));
        this.files =
                settings.get(LinesType.FILES).values().stream()
                        .map(path -> new TextFile(Place.of(path), encoding))
                        .toList();
        this.limit = settings.find(LinesType.LIMIT).orElse(Long.MAX_VALUE);
        if (files.isEmpty()) {
            throw FileProblem.settings(
                    "'files' does not name a file", "files", "name one: files: {text: texts.txt}");
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public List<Path> files() {
        return files.stream().map(file -> file.place().file()).distinct().toList();
    }

    @Override
    public RecordStream records() {
        return new Stream();
    }

    private final class Stream implements RecordStream {

        private final List<Lines> open = new ArrayList<>();
        private long number;

        Stream() {
            try {
                files.forEach(file -> open.add(new Lines(file)));
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        @Override
        public Optional<DataRecord> next() {
            if (number == limit) {
                return Optional.empty();
            }
            Object[] values = new Object[open.size()];
            int shorter = -1;
            int longer = -1;
            for (int i = 0; i < values.length; i++) {
                if (open.get(i).next()) {
                    values[i] = open.get(i).text();
                    longer = i;
                } else {
                    shorter = i;
                }
            }
            if (longer < 0) {
                return Optional.empty();
            }
            for (int i = 0; i < values.length && values.length > 1; i++) {
                if (open.get(i).mixedAt() > 0) {
                    throw mixed(files.get(i), open.get(i).mixedAt());
                }
            }
            if (shorter >= 0) {
                throw unequal(shorter, longer);
            }
            number++;
            return Optional.of(
                    DataRecord.atLine(schema, files.get(0).place().name(), number, number, values));
        }

        /** A line that one file has more moves all lines after it away from those of the others. */
        private DataException mixed(TextFile file, long line) {
            return new DataException(
                    Problem.of("SORA-4244", "a line of a parallel file ends in CR alone")
                            .where(file.place() + ":" + line)
                            .needs("line ends of one kind: LF, CR LF or CR")
                            .have("LF or CR LF at other lines")
                            .fix(
                                    "remove the CR if it is within a sentence, for example with"
                                            + " tr '\\r' ' '; or let all lines end alike"));
        }

        private DataException unequal(int shorter, int longer) {
            long lines = number + 1;
            while (open.get(longer).next()) {
                lines++;
            }
            return new DataException(
                    Problem.of(
                                    "SORA-4243",
                                    "files that should correspond line by line differ in length")
                            .where(files.get(shorter).place() + ":" + number)
                            .needs(
                                    String.format(
                                            Locale.ROOT,
                                            "as many lines as %s: %,d",
                                            files.get(longer).place().name(),
                                            lines))
                            .have(String.format(Locale.ROOT, "%,d lines", number))
                            .fix("check that the files belong together and are complete"));
        }

        @Override
        public void close() {
            open.forEach(Lines::close);
        }
    }
}
