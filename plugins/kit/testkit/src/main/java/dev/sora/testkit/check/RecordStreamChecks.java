// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.check;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.data.Schema;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import dev.sora.testkit.trial.Breach;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a data source in all ways that core uses. */
public final class RecordStreamChecks {

    /** The number of records that are compared; further ones are only counted. */
    static final int COMPARED = 2_000;

    private final DataSourceType type;
    private final Settings settings;

    public RecordStreamChecks(DataSourceType type, Settings settings) {
        this.type = type;
        this.settings = settings;
    }

    /** Reads the first records. */
    public static void some(DataSourceType type, Settings settings) {
        try (DataSource source = type.open(settings);
                RecordStream stream = source.records()) {
            for (int i = 0; i < 3 && stream.next().isPresent(); i++) {
                // only reads them
            }
        }
    }

    public static List<DataRecord> read(RecordStream stream, int most) {
        List<DataRecord> records = new ArrayList<>();
        Optional<DataRecord> next = stream.next();
        while (next.isPresent()) {
            records.add(next.get());
            next = records.size() < most ? stream.next() : Optional.empty();
        }
        return records;
    }

    public void schema() {
        try (DataSource source = type.open(settings);
                RecordStream stream = source.records()) {
            Schema schema = source.schema();
            type.schema(settings)
                    .filter(early -> !early.columns().equals(schema.columns()))
                    .ifPresent(
                            early -> {
                                throw new Breach(
                                        "the columns that schema(settings) names while planning: "
                                                + early.columns(),
                                        "once it is open: " + schema.columns(),
                                        "return nothing from schema(settings) where the settings"
                                                + " do not decide it");
                            });
            List<DataRecord> records = read(stream, COMPARED);
            if (records.isEmpty()) {
                throw new Breach(
                        "records to check", "none", "give the contract settings with some data");
            }
            records.forEach(record -> schema(schema, record));
        }
    }

    private static void schema(Schema schema, DataRecord record) {
        if (!record.schema().columns().equals(schema.columns())) {
            throw new Breach(
                    "records of the columns %s".formatted(schema.columns()),
                    "%s at %s".formatted(record.schema().columns(), record.where()),
                    "create records with the schema that the source returns");
        }
        for (Column column : schema.columns()) {
            Object value = record.find(column.name()).orElse(null);
            if (value != null && !javaType(column.type()).isInstance(value)) {
                throw new Breach(
                        "a %s in column '%s', which is of type %s"
                                .formatted(
                                        javaType(column.type()).getSimpleName(),
                                        column.name(),
                                        column.type()),
                        "a %s at %s".formatted(value.getClass().getSimpleName(), record.where()),
                        "convert the value, or declare the column's type as what it is");
            }
        }
        if (record.where().isBlank() || record.number() < 1) {
            throw new Breach(
                    "records that say where they come from, counted from 1",
                    "'%s', number %d".formatted(record.where(), record.number()),
                    "give each record the name of its file and its number: messages name them");
        }
    }

    private static Class<?> javaType(ColumnType type) {
        return switch (type) {
            case TEXT -> String.class;
            case INTEGER -> Long.class;
            case NUMBER -> Double.class;
            case BOOLEAN -> Boolean.class;
            case IMAGE -> ImageValue.class;
            case TIME -> Temporal.class;
            case VECTOR -> float[].class;
            case IDENTIFIERS -> long[].class;
            case NESTED, TEXTS -> List.class;
        };
    }

    /** Compares consecutive passes, two simultaneous passes, and a source that is opened again. */
    public void passes() {
        List<DataRecord> first;
        try (DataSource source = type.open(settings)) {
            long count;
            try (RecordStream stream = source.records()) {
                first = read(stream, COMPARED);
                count = first.size();
                while (count >= COMPARED && stream.next().isPresent()) {
                    count++;
                }
                if (stream.next().isPresent() && count < COMPARED) {
                    throw new Breach(
                            "nothing after the last record, however often it is asked for",
                            "another record",
                            "stay at the end once it is reached");
                }
            }
            OptionalLong size = source.size();
            if (size.isPresent() && size.getAsLong() != count) {
                throw new Breach(
                        "as many records as size() says: " + size.getAsLong(),
                        count + " records",
                        "count what records() yields, or return nothing if that needs a pass");
            }
            try (RecordStream again = source.records()) {
                same(first, read(again, COMPARED), "a second pass");
            }
            try (RecordStream one = source.records();
                    RecordStream other = source.records()) {
                List<DataRecord> left = new ArrayList<>();
                List<DataRecord> right = new ArrayList<>();
                for (int i = 0; i < Math.min(50, first.size()); i++) {
                    left.add(one.next().orElse(null));
                    right.add(other.next().orElse(null));
                }
                List<DataRecord> head = first.subList(0, left.size());
                same(head, left, "a pass while another is under way");
                same(head, right, "a pass while another is under way");
            }
        }
        try (DataSource source = type.open(settings);
                RecordStream stream = source.records()) {
            same(first, read(stream, COMPARED), "a pass after it was opened again");
        }
    }

    private static void same(List<DataRecord> expected, List<DataRecord> found, String when) {
        String fix =
                "start every pass from the beginning, with a state of its own; draw from a seed"
                        + " that is a setting";
        if (expected.size() != found.size()) {
            throw new Breach(
                    "%d records in %s".formatted(expected.size(), when),
                    found.size() + " records",
                    fix);
        }
        for (int i = 0; i < expected.size(); i++) {
            DataRecord a = expected.get(i);
            DataRecord b = found.get(i);
            boolean equal = b != null && a.where().equals(b.where());
            for (Column column : a.schema().columns()) {
                equal =
                        equal
                                && Objects.deepEquals(
                                        plain(a.find(column.name())), plain(b.find(column.name())));
            }
            if (!equal) {
                throw new Breach(
                        "the record at %s as number %d of %s".formatted(a.where(), i + 1, when),
                        b == null ? "no record" : "another one, at " + b.where(),
                        fix);
            }
        }
    }

    private static Object plain(Optional<Object> value) {
        return value.map(
                        held ->
                                held instanceof ImageValue image
                                        ? List.of(
                                                image.width(),
                                                image.height(),
                                                image.channels(),
                                                Arrays.hashCode(image.samples()),
                                                Arrays.hashCode(image.deep()))
                                        : held)
                .orElse(null);
    }
}
