// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Writes the results of queries as Arrow streams with one batch each. */
final class ArrowStreams {

    private static final int DECIMAL_BYTES = 16;

    private ArrowStreams() {}

    /** A column with its type and its values, in the storage form of Arrow. */
    private record Vector(
            String name,
            byte type,
            ToIntFunction<FlatBufferBuilder> details,
            List<Vector> children,
            int length,
            long nulls,
            List<byte[]> buffers) {

        int field(FlatBufferBuilder b) {
            int text = b.createString(name);
            int inner =
                    Field.createChildrenVector(
                            b, children.stream().mapToInt(child -> child.field(b)).toArray());
            return Field.createField(b, text, true, type, details.applyAsInt(b), 0, inner, 0);
        }

        void addTo(List<Vector> flat) {
            flat.add(this);
            children.forEach(child -> child.addTo(flat));
        }
    }

    /** Returns the rows of a result as a stream. */
    static byte[] of(ResultSet rows) throws SQLException {
        int count = rows.getMetaData().getColumnCount();
        List<List<Object>> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(new ArrayList<>());
        }
        while (rows.next()) {
            for (int i = 0; i < count; i++) {
                columns.get(i).add(value(rows, i + 1));
            }
        }
        List<Vector> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = rows.getMetaData().getColumnName(i + 1);
            vectors.add(vector(name, type(rows, i + 1), columns.get(i)));
        }
        return stream(vectors, columns.get(0).size());
    }

    private static String type(ResultSet rows, int column) throws SQLException {
        return rows.getMetaData().getColumnTypeName(column);
    }

    private static Object value(ResultSet rows, int column) throws SQLException {
        return switch (type(rows, column)) {
            case "DATE" -> rows.getObject(column, LocalDate.class);
            case "TIMESTAMP" -> rows.getObject(column, LocalDateTime.class);
            case "TIMESTAMP WITH TIME ZONE" -> rows.getObject(column, OffsetDateTime.class);
            default -> rows.getObject(column);
        };
    }

    private static Vector vector(String name, String type, List<Object> values)
            throws SQLException {
        if (type.endsWith("[]")) {
            return list(name, type.substring(0, type.length() - 2), values);
        }
        if (type.startsWith("DECIMAL")) {
            BigDecimal first = (BigDecimal) values.get(0);
            return plain(
                    name,
                    Type.Decimal,
                    b -> Decimal.createDecimal(b, 38, first.scale(), 8 * DECIMAL_BYTES),
                    values,
                    fixed(DECIMAL_BYTES, values));
        }
        return switch (type) {
            case "BOOLEAN" -> plain(name, Type.Bool, ArrowStreams::empty, values, bits(values));
            case "INTEGER", "BIGINT" ->
                    plain(
                            name,
                            Type.Int,
                            b -> Int.createInt(b, 64, true),
                            values,
                            fixed(8, values));
            case "UBIGINT" ->
                    plain(
                            name,
                            Type.Int,
                            b -> Int.createInt(b, 64, false),
                            values,
                            fixed(8, values));
            case "FLOAT" -> real(name, Precision.SINGLE, values, 4);
            case "DOUBLE" -> real(name, Precision.DOUBLE, values, 8);
            case "DATE" ->
                    plain(
                            name,
                            Type.Date,
                            b -> Date.createDate(b, DateUnit.DAY),
                            values,
                            fixed(4, values));
            case "TIMESTAMP" -> moment(name, "", values);
            case "TIMESTAMP WITH TIME ZONE" -> moment(name, "UTC", values);
            case "VARCHAR" -> texts(name, values);
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static int empty(FlatBufferBuilder b) {
        // every type without parameters is a table without fields
        Utf8.startUtf8(b);
        return Utf8.endUtf8(b);
    }

    private static Vector real(String name, short precision, List<Object> values, int width) {
        return plain(
                name,
                Type.FloatingPoint,
                b -> FloatingPoint.createFloatingPoint(b, precision),
                values,
                fixed(width, values));
    }

    private static Vector moment(String name, String zone, List<Object> values) {
        return plain(
                name,
                Type.Timestamp,
                b -> {
                    int text = zone.isEmpty() ? 0 : b.createString(zone);
                    return Timestamp.createTimestamp(b, TimeUnit.MICROSECOND, text);
                },
                values,
                fixed(8, values));
    }

    private static Vector plain(
            String name,
            byte type,
            ToIntFunction<FlatBufferBuilder> details,
            List<Object> values,
            byte[]... buffers) {
        List<byte[]> all = new ArrayList<>(List.of(present(values)));
        all.addAll(List.of(buffers));
        long nulls = values.stream().filter(java.util.Objects::isNull).count();
        return new Vector(name, type, details, List.of(), values.size(), nulls, all);
    }

    private static Vector texts(String name, List<Object> values) {
        ByteBuffer offsets = little(4 * values.size() + 4).putInt(0);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (Object value : values) {
            data.writeBytes(
                    (value == null ? "" : value.toString()).getBytes(StandardCharsets.UTF_8));
            offsets.putInt(data.size());
        }
        return plain(
                name, Type.Utf8, ArrowStreams::empty, values, offsets.array(), data.toByteArray());
    }

    private static Vector list(String name, String element, List<Object> values)
            throws SQLException {
        ByteBuffer offsets = little(4 * values.size() + 4).putInt(0);
        List<Object> elements = new ArrayList<>();
        for (Object value : values) {
            elements.addAll(Arrays.asList((Object[]) ((Array) value).getArray()));
            offsets.putInt(elements.size());
        }
        return new Vector(
                name,
                Type.List,
                ArrowStreams::empty,
                List.of(vector("item", element, elements)),
                values.size(),
                0,
                List.of(new byte[0], offsets.array()));
    }

    private static byte[] fixed(int width, List<Object> values) {
        ByteBuffer bytes = little(width * values.size() + DECIMAL_BYTES);
        for (int i = 0; i < values.size(); i++) {
            BigInteger bits = bits(values.get(i));
            for (int j = 0; j < width; j++) {
                bytes.put(i * width + j, bits.shiftRight(8 * j).byteValue());
            }
        }
        return Arrays.copyOf(bytes.array(), width * values.size());
    }

    private static BigInteger bits(Object value) {
        if (value == null) {
            return BigInteger.ZERO;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.unscaledValue();
        }
        if (value instanceof Float number) {
            return BigInteger.valueOf(Float.floatToRawIntBits(number));
        }
        if (value instanceof Double number) {
            return BigInteger.valueOf(Double.doubleToRawLongBits(number));
        }
        if (value instanceof LocalDate day) {
            return BigInteger.valueOf(day.toEpochDay());
        }
        if (value instanceof LocalDateTime time) {
            return bits(time.atOffset(ZoneOffset.UTC));
        }
        if (value instanceof OffsetDateTime time) {
            return BigInteger.valueOf(
                    ChronoUnit.MICROS.between(java.time.Instant.EPOCH, time.toInstant()));
        }
        return new BigInteger(value.toString());
    }

    private static byte[] bits(List<Object> values) {
        byte[] bits = new byte[(values.size() + 7) / 8];
        for (int i = 0; i < values.size(); i++) {
            bits[i / 8] |= (byte) (Boolean.TRUE.equals(values.get(i)) ? 1 << i % 8 : 0);
        }
        return bits;
    }

    private static byte[] present(List<Object> values) {
        return bits(values.stream().map(value -> (Object) (value != null)).toList());
    }

    private static byte[] stream(List<Vector> columns, int rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FlatBufferBuilder b = new FlatBufferBuilder();
        int fields =
                Schema.createFieldsVector(
                        b, columns.stream().mapToInt(column -> column.field(b)).toArray());
        int schema = Schema.createSchema(b, (short) 0, fields, 0, 0);
        write(out, b, MessageHeader.Schema, schema, new byte[0]);
        FlatBufferBuilder builder = new FlatBufferBuilder();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int batch = batch(builder, columns, rows, body);
        write(out, builder, MessageHeader.RecordBatch, batch, body.toByteArray());
        out.writeBytes(little(8).putInt(-1).array());
        return out.toByteArray();
    }

    private static int batch(
            FlatBufferBuilder b, List<Vector> columns, int rows, ByteArrayOutputStream body) {
        List<Vector> flat = new ArrayList<>();
        columns.forEach(column -> column.addTo(flat));
        List<long[]> places = new ArrayList<>();
        for (Vector vector : flat) {
            for (byte[] buffer : vector.buffers()) {
                places.add(new long[] {body.size(), buffer.length});
                body.writeBytes(Arrays.copyOf(buffer, (buffer.length + 7) / 8 * 8));
            }
        }
        RecordBatch.startNodesVector(b, flat.size());
        for (int i = flat.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(b, flat.get(i).length(), flat.get(i).nulls());
        }
        int nodes = b.endVector();
        RecordBatch.startBuffersVector(b, places.size());
        for (int i = places.size() - 1; i >= 0; i--) {
            Buffer.createBuffer(b, places.get(i)[0], places.get(i)[1]);
        }
        int buffers = b.endVector();
        return RecordBatch.createRecordBatch(b, rows, nodes, buffers, 0, 0);
    }

    private static void write(
            ByteArrayOutputStream out, FlatBufferBuilder b, byte type, int header, byte[] body) {
        b.finish(Message.createMessage(b, MetadataVersion.V5, type, header, body.length, 0));
        byte[] metadata = b.sizedByteArray();
        int padded = (metadata.length + 7) / 8 * 8;
        out.writeBytes(little(8).putInt(-1).putInt(padded).array());
        out.writeBytes(Arrays.copyOf(metadata, padded));
        out.writeBytes(body);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
