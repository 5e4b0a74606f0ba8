// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.npz;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.Unreadable;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.RecordStream;
import dev.sora.table.cell.Cells;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads the arrays of one file in parallel, row by row. */
final class NpzSource implements DataSource {

    private static final String ENDING = ".npy";
    private static final int MOST_ARRAYS = 10_000;
    private static final long LOOKED_AT = 1000;

    private final Path path;
    private final Schema schema;
    private final List<String> arrays = new ArrayList<>();
    private final List<NpyHeader> headers = new ArrayList<>();
    private final long size;

    NpzSource(Settings settings) {
        this.path = settings.get(NpzType.PATH);
        List<Column> columns = new ArrayList<>();
        try (ZipFile zip = open()) {
            List<String> present = names(zip);
            Map<String, String> wanted = new LinkedHashMap<>();
            present.forEach(name -> wanted.put(name, name));
            Map<String, String> types = settings.find(NpzType.TYPES).orElse(Map.of());
            for (Map.Entry<String, String> column :
                    settings.find(NpzType.COLUMNS).orElse(wanted).entrySet()) {
                NpyHeader header = header(zip, column.getValue(), present);
                String word = types.get(column.getKey());
                ColumnType type =
                        word == null ? natural(zip, column.getValue(), header) : Cells.type(word);
                if (!NpyColumn.fits(header, type)) {
                    throw problem(
                            "SORA-4264",
                            "array '%s' cannot be read as %s".formatted(column.getValue(), word),
                            "shape %s of '%s'".formatted(header.shape(), header.kind()),
                            "take its entry out of 'types'");
                }
                columns.add(Column.of(column.getKey(), type));
                arrays.add(column.getValue());
                headers.add(header);
            }
        } catch (IOException e) {
            throw broken("", e);
        }
        this.schema = new Schema(columns);
        this.size = Math.min(rows(), settings.find(NpzType.LIMIT).orElse(Long.MAX_VALUE));
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(size);
    }

    @Override
    public List<Path> files() {
        return List.of(path);
    }

    @Override
    public RecordStream records() {
        return new Stream();
    }

    private long rows() {
        if (headers.isEmpty()) {
            throw problem("SORA-4261", "there are no arrays", "", "check the file");
        }
        Map<Long, String> counts = new TreeMap<>();
        for (int i = 0; i < headers.size(); i++) {
            counts.putIfAbsent(headers.get(i).rows(), arrays.get(i));
        }
        if (counts.size() > 1) {
            throw problem(
                    "SORA-4262",
                    "the arrays differ in length",
                    counts.toString(),
                    "choose those that belong together: columns: {image: train_images, …}");
        }
        return headers.get(0).rows();
    }

    private ZipFile open() throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (NoSuchFileException e) {
            throw Unreadable.file(path, e);
        } catch (IOException e) {
            if (Files.isDirectory(path)) {
                throw Unreadable.file(path, e);
            }
            throw e;
        }
    }

    private List<String> names(ZipFile zip) throws IOException {
        if (zip.size() > MOST_ARRAYS) {
            throw new ZipException("it holds more than %,d entries".formatted(MOST_ARRAYS));
        }
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .toList();
    }

    private NpyHeader header(ZipFile zip, String array, List<String> present) {
        ZipEntry entry = zip.getEntry(array + ENDING);
        if (entry == null) {
            throw problem(
                    "SORA-4263",
                    "there is no array '%s'".formatted(array),
                    String.join(", ", present),
                    "name one of these in 'columns'");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            NpyHeader header = NpyHeader.read(in);
            if (!header.isRowByRow()) {
                throw new UnreadArrayException(
                        "its rows are not contiguous (Fortran order)",
                        "save numpy.ascontiguousarray(array)");
            }
            return header;
        } catch (IOException e) {
            throw broken(array, e);
        }
    }

    /**
     * Returns the type of a column. Identifiers beyond signed 64-bit integers become texts; the
     * first rows decide.
     */
    private ColumnType natural(ZipFile zip, String array, NpyHeader header) throws IOException {
        ColumnType type = NpyColumn.natural(header);
        boolean unsigned = header.kind() == 'u' && header.size() == Long.BYTES;
        if (!unsigned || type != ColumnType.INTEGER) {
            return type;
        }
        try (InputStream in = zip.getInputStream(zip.getEntry(array + ENDING))) {
            NpyHeader.read(in);
            int last = header.bigEndian() ? 0 : Long.BYTES - 1;
            for (long row = 0; row < Math.min(LOOKED_AT, header.rows()); row++) {
                byte[] value = in.readNBytes(Long.BYTES);
                if (value.length == Long.BYTES && value[last] < 0) {
                    return ColumnType.TEXT;
                }
            }
        }
        return type;
    }

    private DataException broken(String array, IOException e) {
        return new DataException(
                Problem.of(
                                "SORA-4265",
                                array.isEmpty()
                                        ? "the file is not an npz file, or is damaged"
                                        : "array '%s' cannot be read".formatted(array))
                        .where(path.toString())
                        .have(String.valueOf(e.getMessage()))
                        .fix(
                                e instanceof UnreadArrayException unread
                                        ? unread.fix()
                                        : "save it again, with numpy.savez"),
                e);
    }

    private DataException problem(String code, String message, String have, String fix) {
        return new DataException(
                Problem.of(code, message).where(path.toString()).have(have).fix(fix));
    }

    private final class Stream implements RecordStream {

        private final ZipFile zip;
        private final List<InputStream> open = new ArrayList<>();
        private final List<NpyColumn> columns = new ArrayList<>();
        private long number;

        Stream() {
            try {
                zip = open();
            } catch (IOException e) {
                throw broken("", e);
            }
            try {
                for (int i = 0; i < arrays.size(); i++) {
                    InputStream in =
                            new BufferedInputStream(
                                    zip.getInputStream(zip.getEntry(arrays.get(i) + ENDING)),
                                    1 << 16);
                    open.add(in);
                    NpyHeader.read(in);
                    columns.add(new NpyColumn(headers.get(i), schema.columns().get(i).type()));
                }
            } catch (IOException e) {
                close();
                throw broken("", e);
            }
        }

        @Override
        public Optional<DataRecord> next() {
            if (number == size) {
                return Optional.empty();
            }
            Object[] values = new Object[open.size()];
            RecordException beyond = null;
            for (int i = 0; i < values.length; i++) {
                NpyHeader header = headers.get(i);
                byte[] row = new byte[header.elements() * header.size()];
                try {
                    if (open.get(i).readNBytes(row, 0, row.length) < row.length) {
                        throw new EOFException("it ends at row %,d".formatted(number + 1));
                    }
                } catch (IOException e) {
                    throw broken(arrays.get(i), e);
                }
                try {
                    values[i] = columns.get(i).value(row);
                } catch (ArithmeticException e) {
                    // read the row of the other arrays first, so that all arrays stay aligned
                    beyond = beyond == null ? beyond(i, e) : beyond;
                }
            }
            number++;
            if (beyond != null) {
                throw beyond;
            }
            return Optional.of(
                    new DataRecord(schema, String.valueOf(path.getFileName()), number, values));
        }

        private RecordException beyond(int array, ArithmeticException e) {
            String column = schema.columns().get(array).name();
            return new RecordException(
                    Problem.of(
                                    "SORA-4211",
                                    "column '%s' holds a number beyond its type".formatted(column))
                            .where("%s, record %d".formatted(path.getFileName(), number + 1))
                            .needs(
                                    schema.columns().get(array).type() == ColumnType.VECTOR
                                            ? "numbers up to 3.4e38"
                                            : "integers below 2^63")
                            .have(String.valueOf(e.getMessage()))
                            .fix(
                                    schema.columns().get(array).type() == ColumnType.INTEGER
                                            ? ("read them as strings: 'types: {%s: text}', or set"
                                                            + " 'on_error: skip'")
                                                    .formatted(column)
                                            : "correct it, or set 'on_error: skip'"));
        }

        @Override
        public void close() {
            try {
                zip.close();
            } catch (IOException e) {
                // the file was opened for reading only, so a failure to close it loses nothing
            }
        }
    }
}
