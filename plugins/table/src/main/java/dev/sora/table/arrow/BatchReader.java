// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/** Reads the vectors of one batch, field by field in the order of the schema. */
final class BatchReader {

    private final FileChannel file;
    private final Block block;
    private final RecordBatch batch;
    private final Compression compression;
    private final Allowance allowance;
    private final Set<Integer> wanted;
    private final Map<Long, Encoded.Dictionary> dictionaries;
    private int node;
    private int buffer;
    private int varying;

    /**
     * Creates a reader.
     *
     * @param wanted the numbers of the fields that are read; others are skipped
     * @param dictionaries the dictionaries in their state at this batch
     */
    BatchReader(
            FileChannel file,
            Block block,
            RecordBatch batch,
            Allowance allowance,
            Set<Integer> wanted,
            Map<Long, Encoded.Dictionary> dictionaries) {
        this.file = file;
        this.block = block;
        this.batch = batch;
        this.compression = Compression.of(batch.compression());
        this.allowance = allowance;
        this.wanted = wanted;
        this.dictionaries = dictionaries;
    }

    /** Returns the vectors of the columns; null for columns that are not selected. */
    @Nullable Vector[] columns(List<ArrowField> fields) throws IOException {
        @Nullable Vector[] vectors = new Vector[fields.size()];
        for (int i = 0; i < vectors.length; i++) {
            try {
                vectors[i] = next(fields.get(i), block.rows());
            } catch (Damaged e) {
                String name = Texts.shortened(fields.get(i).name());
                throw new Damaged("column '%s': %s".formatted(name, e.getMessage()), e);
            }
        }
        return vectors;
    }

    /** Returns the values of the dictionary that a field's indices refer to. */
    Vector values(ArrowField field) throws IOException {
        return plain(field, block.rows());
    }

    /**
     * Reads the next field.
     *
     * @param least the minimum number of values
     */
    private @Nullable Vector next(ArrowField field, long least) throws IOException {
        if (!wanted.contains(field.id())) {
            skip(field);
            return null;
        }
        return field.encoding() == null
                ? plain(field, least)
                : encoded(field, field.encoding(), least);
    }

    private Vector encoded(ArrowField field, ArrowField.Encoding encoding, long least)
            throws IOException {
        FieldNode node = node(least);
        int length = (int) node.length();
        ByteBuffer validity = validity(node);
        Vector indices =
                new Integers(
                        length,
                        validity,
                        buffer((long) length * encoding.width()),
                        encoding.width(),
                        encoding.signed());
        Encoded.Dictionary dictionary = dictionaries.get(encoding.dictionary());
        if (dictionary == null) {
            // a stream may omit a dictionary until a value refers to it
            dictionary = Encoded.Dictionary.NONE;
        }
        return new Encoded(indices, dictionary);
    }

    private Vector plain(ArrowField field, long least) throws IOException {
        FieldNode node = node(least);
        int length = (int) node.length();
        ArrowField.Logical type = field.type();
        int width = type.width();
        if (type.kind() == Kind.NULL) {
            return new Nulls(length);
        }
        ByteBuffer validity = validity(node);
        return switch (type.kind()) {
            case BOOL -> new Booleans(length, validity, buffer(bits(length)));
            case INT -> {
                ByteBuffer values = buffer((long) length * width);
                yield new Integers(length, validity, values, width, type.signed());
            }
            case FLOAT -> new Floats(length, validity, buffer((long) length * width), width);
            case DECIMAL ->
                    new Decimals(
                            length, validity, buffer((long) length * width), width, type.scale());
            case DATE, TIME, TIMESTAMP ->
                    new Times(length, validity, buffer((long) length * width), type);
            case TEXT, BYTES -> {
                ByteBuffer offsets = offsets(length, width);
                yield new ByteRuns.Offset(length, validity, offsets, width, buffer(0));
            }
            case TEXT_VIEW, BYTES_VIEW -> views(length, validity, width);
            case FIXED_BYTES ->
                    new ByteRuns.Fixed(length, validity, buffer((long) length * width), width);
            case LIST -> {
                ByteBuffer offsets = offsets(length, width);
                yield Lists.ofOffsets(length, validity, offsets, width, inner(field, 0));
            }
            case LIST_VIEW -> {
                ByteBuffer offsets = buffer((long) length * width);
                ByteBuffer sizes = buffer((long) length * width);
                yield Lists.ofViews(length, validity, offsets, sizes, width, inner(field, 0));
            }
            case FIXED_LIST ->
                    Lists.ofSize(length, validity, width, inner(field, (long) length * width));
            case STRUCT -> {
                @Nullable Vector[] children = new Vector[field.children().size()];
                for (int i = 0; i < children.length; i++) {
                    children[i] = next(field.children().get(i), length);
                }
                yield new Structures(length, validity, children);
            }
            default -> throw new IllegalStateException("not read: " + type.kind());
        };
    }

    private Vector inner(ArrowField list, long least) throws IOException {
        Vector elements = next(list.element(), least);
        if (elements == null) {
            throw new IllegalStateException("elements that are not wanted");
        }
        return elements;
    }

    private Vector views(int length, ByteBuffer validity, int width) throws IOException {
        ByteBuffer views = buffer((long) length * width);
        ByteBuffer[] buffers = new ByteBuffer[varying()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = buffer(0);
        }
        return new ByteRuns.View(length, validity, views, buffers);
    }

    /** Returns the offsets: one more than the values. The buffer of an empty array may be empty. */
    private ByteBuffer offsets(int length, int width) throws IOException {
        return buffer(length == 0 ? 0 : (length + 1L) * width);
    }

    private FieldNode node(long least) {
        if (node >= batch.nodesLength()) {
            throw new Damaged("the batch has fewer fields than the schema");
        }
        FieldNode next = batch.nodes(node++);
        if (next.length() < least || next.length() > Integer.MAX_VALUE - 8) {
            throw new Damaged("%,d values where %,d are needed".formatted(next.length(), least));
        }
        return next;
    }

    private ByteBuffer validity(FieldNode node) throws IOException {
        if (node.nullCount() == 0) {
            buffer++;
            return Vector.NONE;
        }
        return buffer(bits((int) node.length()));
    }

    private static long bits(int count) {
        return (count + 7L) / 8;
    }

    /**
     * Returns the next buffer.
     *
     * @param least the minimum number of bytes
     */
    private ByteBuffer buffer(long least) throws IOException {
        if (buffer >= batch.buffersLength()) {
            throw new Damaged("the batch has fewer buffers than its fields need");
        }
        Buffer next = batch.buffers(buffer++);
        long length = next.length();
        long offset = next.offset();
        if (length < 0 || offset < 0 || offset > block.bodyLength() - length) {
            throw new Damaged(
                    "a buffer of %,d bytes at byte %,d of a batch of %,d"
                            .formatted(length, offset, block.bodyLength()));
        }
        ByteBuffer bytes = Vector.NONE;
        if (length > 0) {
            allowance.take(length);
            ByteBuffer stored = Bytes.read(file, block.body() + offset, (int) length);
            bytes = compression.open(stored, allowance);
        }
        if (bytes.limit() < least) {
            throw new Damaged(
                    "a buffer of %,d bytes where %,d are needed".formatted(bytes.limit(), least));
        }
        return bytes;
    }

    /** Returns the number of variable-size buffers of a field of views. */
    private int varying() {
        if (varying >= batch.variadicBufferCountsLength()) {
            throw new Damaged("the batch does not count the buffers of its views");
        }
        long count = batch.variadicBufferCounts(varying++);
        if (count < 0 || count > batch.buffersLength() - buffer) {
            throw new Damaged("a field of views claims %,d buffers".formatted(count));
        }
        return (int) count;
    }

    private void skip(ArrowField field) {
        node(0);
        if (field.encoding() != null) {
            buffer += 2;
            return;
        }
        buffer += field.type().buffers();
        if (field.kind() == Kind.TEXT_VIEW || field.kind() == Kind.BYTES_VIEW) {
            buffer += varying();
        }
        field.children().forEach(this::skip);
    }
}
