// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;

/** Converts a schema to fields. The schema is not trusted: it may be cyclic or claim any size. */
final class SchemaReader {

    private static final int MOST_FIELDS = 100_000;
    private static final int DEEPEST = 32;
    private static final int MOST_LETTERS = 1 << 24;

    private final boolean bitmapInUnions;
    private int fields;
    private long letters;

    private SchemaReader(short version) {
        this.bitmapInUnions = version < MetadataVersion.V5;
    }

    /**
     * Returns the columns.
     *
     * @throws Damaged if the schema is invalid
     * @throws UnsupportedFeatureException if the schema uses an unsupported feature
     */
    static List<ArrowField> read(Schema schema, short version) {
        if (version < MetadataVersion.V4 || version > MetadataVersion.V5) {
            throw new UnsupportedFeatureException(
                    "version %d of Arrow's metadata".formatted(version + 1),
                    "write it again with a present version of the program, as version 4 or 5");
        }
        if (schema.endianness() != Endianness.Little) {
            throw new UnsupportedFeatureException(
                    "numbers in big-endian order",
                    "write it again on a little-endian machine, or as Parquet or CSV");
        }
        SchemaReader reader = new SchemaReader(version);
        List<ArrowField> columns = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            columns.add(reader.field(schema.fields(i), 0));
        }
        return List.copyOf(columns);
    }

    private ArrowField field(Field field, int depth) {
        if (depth > DEEPEST) {
            throw new Damaged("fields within fields, more than %d deep".formatted(DEEPEST));
        }
        if (fields == MOST_FIELDS) {
            throw new Damaged("more than %,d fields".formatted(MOST_FIELDS));
        }
        int id = fields++;
        String name = text(field.name());
        ArrowField.Logical type = type(field);
        ArrowField.Encoding encoding = null;
        DictionaryEncoding dictionary = field.dictionary();
        if (dictionary != null) {
            Int index = dictionary.indexType();
            encoding =
                    index == null
                            ? new ArrowField.Encoding(dictionary.id(), Integer.BYTES, true)
                            : new ArrowField.Encoding(
                                    dictionary.id(), bytes(index.bitWidth(), 8), index.isSigned());
        }
        List<ArrowField> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(field(field.children(i), depth + 1));
        }
        boolean one = type.kind().isList() || type.kind() == Kind.MAP;
        if (one && children.size() != 1) {
            throw new Damaged("the %s '%s' has no element".formatted(type.kind().word(), name));
        }
        return new ArrowField(id, name, type, extension(field), encoding, List.copyOf(children));
    }

    private String extension(Field field) {
        for (int i = 0; i < field.customMetadataLength(); i++) {
            KeyValue pair = field.customMetadata(i);
            if ("ARROW:extension:name".equals(text(pair.key()))) {
                return text(pair.value());
            }
        }
        return "";
    }

    /**
     * Returns a text and bounds the total length: a small file can refer to one text many times.
     */
    private String text(String text) {
        if (text == null) {
            return "";
        }
        letters += text.length();
        if (letters > MOST_LETTERS) {
            throw new Damaged("names of more than %,d characters".formatted(MOST_LETTERS));
        }
        return text;
    }

    private ArrowField.Logical type(Field field) {
        return switch (field.typeType()) {
            case Type.Null -> type(Kind.NULL, 0, 0);
            case Type.Bool -> type(Kind.BOOL, 0, 2);
            case Type.Int -> whole((Int) of(field.type(new Int()), field));
            case Type.FloatingPoint ->
                    real((FloatingPoint) of(field.type(new FloatingPoint()), field));
            case Type.Decimal -> decimal((Decimal) of(field.type(new Decimal()), field));
            case Type.Utf8 -> type(Kind.TEXT, Integer.BYTES, 3);
            case Type.LargeUtf8 -> type(Kind.TEXT, Long.BYTES, 3);
            case Type.Utf8View -> type(Kind.TEXT_VIEW, 16, 2);
            case Type.Binary -> type(Kind.BYTES, Integer.BYTES, 3);
            case Type.LargeBinary -> type(Kind.BYTES, Long.BYTES, 3);
            case Type.BinaryView -> type(Kind.BYTES_VIEW, 16, 2);
            case Type.FixedSizeBinary ->
                    sized(
                            Kind.FIXED_BYTES,
                            ((FixedSizeBinary) of(field.type(new FixedSizeBinary()), field))
                                    .byteWidth(),
                            2);
            case Type.Date -> date((Date) of(field.type(new Date()), field));
            case Type.Time -> time((Time) of(field.type(new Time()), field));
            case Type.Timestamp -> moment((Timestamp) of(field.type(new Timestamp()), field));
            case Type.Duration -> type(Kind.DURATION, Long.BYTES, 2);
            case Type.Interval -> type(Kind.INTERVAL, 0, 2);
            case Type.List -> type(Kind.LIST, Integer.BYTES, 2);
            case Type.LargeList -> type(Kind.LIST, Long.BYTES, 2);
            case Type.ListView -> type(Kind.LIST_VIEW, Integer.BYTES, 3);
            case Type.LargeListView -> type(Kind.LIST_VIEW, Long.BYTES, 3);
            case Type.FixedSizeList ->
                    sized(
                            Kind.FIXED_LIST,
                            ((FixedSizeList) of(field.type(new FixedSizeList()), field)).listSize(),
                            1);
            case Type.Struct_ -> type(Kind.STRUCT, 0, 1);
            case Type.Map -> type(Kind.MAP, Integer.BYTES, 2);
            case Type.Union -> union((Union) of(field.type(new Union()), field));
            case Type.RunEndEncoded -> type(Kind.RUN_END, 0, 0);
            default ->
                    throw new UnsupportedFeatureException(
                            "column '%s' of a type that is newer than this reader"
                                    .formatted(Texts.shortened(text(field.name()))),
                            "write the column with another type");
        };
    }

    private static Object of(Object type, Field field) {
        if (type == null) {
            throw new Damaged("a field without its type");
        }
        return type;
    }

    private static ArrowField.Logical type(Kind kind, int width, int buffers) {
        return new ArrowField.Logical(kind, width, true, 0, 0, 0, false, buffers);
    }

    private static ArrowField.Logical sized(Kind kind, int width, int buffers) {
        if (width < 0) {
            throw new Damaged("a %s of size %d".formatted(kind.word(), width));
        }
        return type(kind, width, buffers);
    }

    private static ArrowField.Logical whole(Int type) {
        int width = bytes(type.bitWidth(), 8);
        return new ArrowField.Logical(Kind.INT, width, type.isSigned(), 0, 0, 0, false, 2);
    }

    private static ArrowField.Logical real(FloatingPoint type) {
        return switch (type.precision()) {
            case Precision.HALF -> type(Kind.FLOAT, 2, 2);
            case Precision.SINGLE -> type(Kind.FLOAT, 4, 2);
            case Precision.DOUBLE -> type(Kind.FLOAT, 8, 2);
            default -> throw new Damaged("floats of precision %d".formatted(type.precision()));
        };
    }

    private static ArrowField.Logical decimal(Decimal type) {
        int width = bytes(type.bitWidth(), 32);
        if (width < 4 || Math.abs((long) type.scale()) > 1000 || type.precision() > 80) {
            throw new Damaged(
                    "a decimal of %d bits, %d digits and scale %d"
                            .formatted(type.bitWidth(), type.precision(), type.scale()));
        }
        return new ArrowField.Logical(
                Kind.DECIMAL, width, true, type.precision(), type.scale(), 0, false, 2);
    }

    private static ArrowField.Logical date(Date type) {
        boolean day = type.unit() == DateUnit.DAY;
        return type(Kind.DATE, day ? Integer.BYTES : Long.BYTES, 2);
    }

    private static ArrowField.Logical time(Time type) {
        int unit = unit(type.unit());
        int width = unit < 2 ? Integer.BYTES : Long.BYTES;
        if (type.bitWidth() != width * Byte.SIZE) {
            throw new Damaged("times of %d bits".formatted(type.bitWidth()));
        }
        return new ArrowField.Logical(Kind.TIME, width, true, 0, 0, unit, false, 2);
    }

    private ArrowField.Logical moment(Timestamp type) {
        boolean zoned = !text(type.timezone()).isEmpty();
        int unit = unit(type.unit());
        return new ArrowField.Logical(Kind.TIMESTAMP, Long.BYTES, true, 0, 0, unit, zoned, 2);
    }

    private ArrowField.Logical union(Union type) {
        int more = bitmapInUnions ? 1 : 0;
        return type.mode() == UnionMode.Dense
                ? type(Kind.DENSE_UNION, 0, 2 + more)
                : type(Kind.SPARSE_UNION, 0, 1 + more);
    }

    private static int unit(short unit) {
        if (unit < 0 || unit > 3) {
            throw new Damaged("times in unit %d".formatted(unit));
        }
        return unit;
    }

    private static int bytes(int bits, int most) {
        int bytes = bits / Byte.SIZE;
        if (bits % Byte.SIZE != 0 || bytes < 1 || bytes > most || Integer.bitCount(bytes) != 1) {
            throw new Damaged("numbers of %d bits".formatted(bits));
        }
        return bytes;
    }
}
