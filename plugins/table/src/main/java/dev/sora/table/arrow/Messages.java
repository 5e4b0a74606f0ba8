// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;

/** Reads the messages of a file or stream, without their buffers. */
final class Messages {

    private static final int MARK = -1;
    private static final int MOST_METADATA = 1 << 28;

    private final FileChannel file;
    private final long end;

    /**
     * Creates a reader.
     *
     * @param end the end of the section of the file that contains messages
     */
    Messages(FileChannel file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * A message.
     *
     * @param message the metadata
     * @param offset the offset of the message
     * @param body the offset of its body, or of the next message in a stream if the body is empty
     */
    record Found(Message message, long offset, long body) {

        /** Returns the batch of records, or of a dictionary's values. */
        RecordBatch batch() {
            DictionaryBatch values = isDictionary() ? values() : null;
            RecordBatch batch =
                    values == null
                            ? (RecordBatch) message.header(new RecordBatch())
                            : values.data();
            if (batch == null) {
                throw new Damaged("a message without its batch");
            }
            return batch;
        }

        boolean isDictionary() {
            return message.headerType() == MessageHeader.DictionaryBatch;
        }

        /** Returns the values of a dictionary. */
        DictionaryBatch values() {
            if (message.header(new DictionaryBatch()) instanceof DictionaryBatch values) {
                return values;
            }
            throw new Damaged("a message without its dictionary");
        }
    }

    /**
     * Returns the message at an offset, or nothing at the end of the messages.
     *
     * @throws Damaged if there is no valid message
     */
    Optional<Found> at(long offset) throws IOException {
        if (end - offset < Integer.BYTES) {
            throw new Damaged("it ends within a message, at byte %,d".formatted(offset));
        }
        int first = Bytes.read(file, offset, Integer.BYTES).getInt();
        // before version 0.15 of the format, no marker preceded the length
        int prefix = first == MARK ? 2 * Integer.BYTES : Integer.BYTES;
        if (end - offset < prefix) {
            throw new Damaged("it ends within a message, at byte %,d".formatted(offset));
        }
        int length =
                first == MARK
                        ? Bytes.read(file, offset + Integer.BYTES, Integer.BYTES).getInt()
                        : first;
        if (length == 0) {
            return Optional.empty();
        }
        if (length < 0 || length > MOST_METADATA || length > end - offset - prefix) {
            throw new Damaged("the message at byte %,d claims %,d bytes".formatted(offset, length));
        }
        ByteBuffer bytes = Bytes.read(file, offset + prefix, length);
        Message message = Message.getRootAsMessage(bytes);
        long body = offset + prefix + length;
        if (message.bodyLength() < 0 || message.bodyLength() > end - body) {
            throw new Damaged(
                    "the message at byte %,d claims a body of %,d bytes, of which %,d exist"
                            .formatted(offset, message.bodyLength(), end - body));
        }
        return Optional.of(new Found(message, offset, body));
    }

    /** Returns the schema that a message holds. */
    static Schema schema(Message message) {
        if (message.header(new Schema()) instanceof Schema schema) {
            return schema;
        }
        throw new Damaged("a message without its schema");
    }

    /** Returns the location and the number of rows of a batch. */
    static Block block(Found found) {
        RecordBatch batch = found.batch();
        if (batch.length() < 0 || batch.length() > Integer.MAX_VALUE - 8) {
            throw new Damaged(
                    "the batch at byte %,d claims %,d records"
                            .formatted(found.offset(), batch.length()));
        }
        requirePresent(found.message());
        boolean dictionary = found.isDictionary();
        DictionaryBatch values = dictionary ? found.values() : null;
        return new Block(
                found.offset(),
                found.body(),
                found.message().bodyLength(),
                (int) batch.length(),
                dictionary,
                values == null ? 0 : values.id(),
                values != null && values.isDelta());
    }

    /** Refuses buffers compressed by version 0.17, which preceded the standard for compression. */
    private static void requirePresent(Message message) {
        for (int i = 0; i < message.customMetadataLength(); i++) {
            KeyValue pair = message.customMetadata(i);
            if ("ARROW:experimental_compression".equals(pair.key())) {
                throw new UnsupportedFeatureException(
                        "compression of version 0.17 of Arrow, which was an experiment",
                        "read it with pyarrow and write it again");
            }
        }
    }
}
