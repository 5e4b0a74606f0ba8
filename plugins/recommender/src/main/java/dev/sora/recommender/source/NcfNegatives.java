// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.source;

import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Lines such as {@code (0,25)<tab>1064<tab>174}. */
final class NcfNegatives implements DataSource {

    private static final Pattern LINE = Pattern.compile("\\(([^,()\\t]+),([^,()\\t]+)\\)\\t(.+)");

    /** A line that is longer is no such line, and is not gathered in memory. */
    private static final int LONGEST = 1 << 24;

    private final Path file;

    NcfNegatives(Path file) {
        this.file = file;
    }

    @Override
    public Schema schema() {
        return NcfNegativesType.SCHEMA;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public List<Path> files() {
        return List.of(file);
    }

    @Override
    public RecordStream records() {
        return new Lines(open());
    }

    private BufferedReader open() {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            try {
                in.mark(2);
                boolean packed = in.read() == 0x1f && in.read() == 0x8b;
                in.reset();
                InputStream plain = packed ? new GZIPInputStream(in, 1 << 16) : in;
                return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
            } catch (IOException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private DataException failed(IOException cause) {
        return new DataException(
                Problem.of("SORA-4610", "the file of negatives cannot be read")
                        .where(file.toString())
                        .have(String.valueOf(cause))
                        .fix("check the path and that the file is whole"),
                cause);
    }

    private final class Lines implements RecordStream {

        private final BufferedReader reader;
        private long number;

        Lines(BufferedReader reader) {
            this.reader = reader;
        }

        @Override
        public Optional<DataRecord> next() {
            String line = line();
            if (line == null) {
                return Optional.empty();
            }
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new RecordException(
                        Problem.of("SORA-4611", "the line does not name a user, an item and others")
                                .where(file + ":" + number)
                                .needs("'(user,item)', then items, parted by tabs")
                                .have(line.length() > 60 ? line.substring(0, 60) + "…" : line)
                                .fix("correct the line or remove it"));
            }
            return Optional.of(
                    DataRecord.atLine(
                            schema(),
                            file.toString(),
                            number,
                            number,
                            matcher.group(1).strip(),
                            matcher.group(2).strip(),
                            matcher.group(3)));
        }

        private String line() {
            try {
                StringBuilder line = new StringBuilder();
                int next = reader.read();
                if (next < 0) {
                    return null;
                }
                while (next >= 0 && next != '\n') {
                    if (line.length() == LONGEST) {
                        throw new IOException("line %d is too long".formatted(number + 1));
                    }
                    if (next != '\r') {
                        line.append((char) next);
                    }
                    next = reader.read();
                }
                return line.toString();
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
