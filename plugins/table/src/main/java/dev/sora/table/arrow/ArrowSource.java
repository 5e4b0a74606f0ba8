// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.Schema;
import dev.sora.reading.Place;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the tables of one or several files, one after the other. */
final class ArrowSource implements DataSource {

    private static final long LOOKED_AT = 1000;

    private final Schema schema;
    private final List<ArrowStream.Part> parts = new ArrayList<>();
    private final List<PassedOver> passedOver;
    private final long limit;

    ArrowSource(Settings settings) {
        Path path = settings.get(ArrowType.PATH);
        List<Path> files = files(path);
        List<ArrowColumn> columns = columns(ArrowFile.open(files.get(0)), settings);
        for (Path file : files) {
            ArrowFile opened = ArrowFile.open(file);
            parts.add(
                    new ArrowStream.Part(
                            opened,
                            ArrowColumns.match(opened, columns, settings.get(ArrowType.IMAGES))));
        }
        this.schema = schema(columns);
        this.limit = settings.find(ArrowType.LIMIT).orElse(Long.MAX_VALUE);
        this.passedOver = new ArrayList<>(ArrowType.FILES.passedOver(path));
        addOpenStreams();
    }

    static List<Path> files(Path path) {
        if (Place.of(path).isEntry()) {
            throw ArrowProblem.packed(path);
        }
        return ArrowType.FILES.find(path);
    }

    /** Returns the columns of the records of one file. */
    static Schema schema(Path file, Settings settings) {
        return schema(columns(ArrowFile.open(file), settings));
    }

    private static Schema schema(List<ArrowColumn> columns) {
        return new Schema(columns.stream().map(ArrowColumn::column).toList());
    }

    /** Reports streams without an end marker: a truncated stream has none either. */
    private void addOpenStreams() {
        List<String> open =
                parts.stream()
                        .map(ArrowStream.Part::file)
                        .filter(file -> !file.isEnded())
                        .map(file -> file.path().getFileName().toString())
                        .toList();
        if (!open.isEmpty()) {
            passedOver.add(
                    new PassedOver(
                            "streams without a mark of their end: batches that may have followed",
                            open.size(),
                            open,
                            "compare the number of records with that of the writer, and close"
                                    + " the writer"));
        }
    }

    /**
     * Returns the columns. Integers outside of the range of signed 64-bit integers are treated as
     * identifiers and become texts, as in other sources. The first thousand records decide.
     */
    private static List<ArrowColumn> columns(ArrowFile file, Settings settings) {
        List<ArrowColumn> chosen = ArrowColumns.choose(file, settings);
        List<ArrowColumn> wide =
                chosen.stream()
                        .filter(c -> c.column().type() == ColumnType.INTEGER && c.field().isWide())
                        .map(ArrowSource::asText)
                        .toList();
        if (wide.isEmpty()) {
            return chosen;
        }
        Set<String> texts = new HashSet<>();
        List<ArrowStream.Part> only = List.of(new ArrowStream.Part(file, wide));
        try (ArrowStream stream = new ArrowStream(schema(wide), only, LOOKED_AT)) {
            for (Optional<DataRecord> next = stream.next();
                    next.isPresent();
                    next = stream.next()) {
                for (ArrowColumn column : wide) {
                    String name = column.column().name();
                    if (next.get().find(name).filter(ArrowSource::isBeyond).isPresent()) {
                        texts.add(name);
                    }
                }
            }
        }
        return chosen.stream().map(c -> texts.contains(c.column().name()) ? asText(c) : c).toList();
    }

    private static ArrowColumn asText(ArrowColumn column) {
        return new ArrowColumn(
                Column.of(column.column().name(), ColumnType.TEXT), column.path(), column.fields());
    }

    private static boolean isBeyond(Object digits) {
        return new BigInteger(digits.toString()).bitLength() >= Long.SIZE;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(
                Math.min(limit, parts.stream().mapToLong(part -> part.file().rows()).sum()));
    }

    @Override
    public List<Path> files() {
        return parts.stream().map(part -> part.file().path()).toList();
    }

    @Override
    public List<PassedOver> passedOver() {
        return List.copyOf(passedOver);
    }

    @Override
    public RecordStream records() {
        return new ArrowStream(schema, parts, limit);
    }
}
