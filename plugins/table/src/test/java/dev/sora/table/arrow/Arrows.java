// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;

/** Writes files and streams of Arrow's format, with what tests want wrong in them. */
public final class Arrows {

    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private record Part(
            boolean dictionary, long id, boolean delta, long rows, List<Values> columns) {}

    private record Place(boolean dictionary, long offset, int metadata, long body) {}

    private final List<Fields> schema;
    private final List<Part> parts = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private String compression = "";
    private short version = 4;
    private short endianness;

    /** Creates a file of these columns. */
    public Arrows(Fields... fields) {
        this.schema = List.of(fields);
    }

    /** Adds records. */
    public Arrows batch(long rows, Values... columns) {
        parts.add(new Part(false, 0, false, rows, List.of(columns)));
        return this;
    }

    /** Adds values of a dictionary. */
    public Arrows dictionary(long id, boolean delta, Values values) {
        parts.add(new Part(true, id, delta, values.length(), List.of(values)));
        return this;
    }

    /** Compresses buffers: lz4, zstd, or plain, which only says so. */
    public Arrows compressed(String codec) {
        compression = codec;
        return this;
    }

    Arrows version(int number) {
        version = (short) number;
        return this;
    }

    Arrows bigEndian() {
        endianness = 1;
        return this;
    }

    /** Returns the bytes of a stream with a mark of its end. */
    public byte[] stream() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        messages(out);
        out.writeBytes(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
        return out.toByteArray();
    }

    /** Returns the bytes of a file. */
    public byte[] file() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(new byte[2]);
        messages(out);
        out.writeBytes(new byte[] {-1, -1, -1, -1, 0, 0, 0, 0});
        byte[] footer = footer();
        out.writeBytes(footer);
        out.writeBytes(little(4).putInt(footer.length).array());
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    private void messages(ByteArrayOutputStream out) {
        places.clear();
        FlatBufferBuilder b = new FlatBufferBuilder();
        int header = schema(b);
        message(out, b, MessageHeader.Schema, header, new byte[0]);
        for (Part part : parts) {
            long offset = out.size();
            FlatBufferBuilder builder = new FlatBufferBuilder();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int batch = batch(builder, part, body);
            byte type = MessageHeader.RecordBatch;
            if (part.dictionary()) {
                batch =
                        DictionaryBatch.createDictionaryBatch(
                                builder, part.id(), batch, part.delta());
                type = MessageHeader.DictionaryBatch;
            }
            int metadata = message(out, builder, type, batch, body.toByteArray());
            places.add(new Place(part.dictionary(), offset, metadata, body.size()));
        }
    }

    private int message(
            ByteArrayOutputStream out, FlatBufferBuilder b, byte type, int header, byte[] body) {
        b.finish(Message.createMessage(b, version, type, header, body.length, 0));
        byte[] metadata = b.sizedByteArray();
        int padded = (metadata.length + 7) / 8 * 8;
        out.writeBytes(little(8).putInt(-1).putInt(padded).array());
        out.writeBytes(Arrays.copyOf(metadata, padded));
        out.writeBytes(body);
        return padded + 8;
    }

    private int schema(FlatBufferBuilder b) {
        int[] fields = schema.stream().mapToInt(field -> field.write(b)).toArray();
        int vector = Schema.createFieldsVector(b, fields);
        return Schema.createSchema(b, endianness, vector, 0, 0);
    }

    private byte[] footer() {
        FlatBufferBuilder b = new FlatBufferBuilder();
        int header = schema(b);
        int dictionaries = blocks(b, true);
        int batches = blocks(b, false);
        Footer.startFooter(b);
        Footer.addVersion(b, version);
        Footer.addSchema(b, header);
        Footer.addDictionaries(b, dictionaries);
        Footer.addRecordBatches(b, batches);
        b.finish(Footer.endFooter(b));
        return b.sizedByteArray();
    }

    private int blocks(FlatBufferBuilder b, boolean dictionary) {
        List<Place> wanted = places.stream().filter(p -> p.dictionary() == dictionary).toList();
        Footer.startRecordBatchesVector(b, wanted.size());
        for (int i = wanted.size() - 1; i >= 0; i--) {
            Place place = wanted.get(i);
            Block.createBlock(b, place.offset(), place.metadata(), place.body());
        }
        return b.endVector();
    }

    private int batch(FlatBufferBuilder b, Part part, ByteArrayOutputStream body) {
        List<Values> flat = new ArrayList<>();
        part.columns().forEach(column -> column.addTo(flat));
        List<long[]> buffers = new ArrayList<>();
        for (Values values : flat) {
            for (byte[] buffer : values.buffers()) {
                byte[] stored = packed(buffer);
                buffers.add(new long[] {body.size(), stored.length});
                body.writeBytes(Arrays.copyOf(stored, (stored.length + 7) / 8 * 8));
            }
        }
        RecordBatch.startNodesVector(b, flat.size());
        for (int i = flat.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(b, flat.get(i).length(), flat.get(i).nulls());
        }
        int nodes = b.endVector();
        RecordBatch.startBuffersVector(b, buffers.size());
        for (int i = buffers.size() - 1; i >= 0; i--) {
            Buffer.createBuffer(b, buffers.get(i)[0], buffers.get(i)[1]);
        }
        int places = b.endVector();
        long[] varying =
                flat.stream().filter(v -> v.varying() >= 0).mapToLong(Values::varying).toArray();
        int counts = RecordBatch.createVariadicBufferCountsVector(b, varying);
        int codec =
                compression.isEmpty()
                        ? 0
                        : BodyCompression.createBodyCompression(
                                b, (byte) (compression.equals("zstd") ? 1 : 0), (byte) 0);
        RecordBatch.startRecordBatch(b);
        RecordBatch.addLength(b, part.rows());
        RecordBatch.addNodes(b, nodes);
        RecordBatch.addBuffers(b, places);
        if (codec != 0) {
            RecordBatch.addCompression(b, codec);
        }
        RecordBatch.addVariadicBufferCounts(b, counts);
        return RecordBatch.endRecordBatch(b);
    }

    private byte[] packed(byte[] plain) {
        if (compression.isEmpty() || plain.length == 0) {
            return plain;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(little(8).putLong(compression.equals("plain") ? -1 : plain.length).array());
        if (compression.equals("plain")) {
            out.writeBytes(plain);
        } else if (compression.equals("zstd")) {
            ZstdCompressor zstd = new ZstdCompressor();
            byte[] packed = new byte[zstd.maxCompressedLength(plain.length)];
            int length = zstd.compress(plain, 0, plain.length, packed, 0, packed.length);
            out.write(packed, 0, length);
        } else {
            try (OutputStream lz4 = new FramedLZ4CompressorOutputStream(out)) {
                lz4.write(plain);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return out.toByteArray();
    }

    static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
