// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;

/**
 * A file: its columns, and the locations of its batches.
 *
 * @param path the file
 * @param fields the columns
 * @param blocks the batches, in the order in which they are read
 * @param isEnded whether an end marker was found; in a stream the marker is optional
 */
record ArrowFile(Path path, List<ArrowField> fields, List<Block> blocks, boolean isEnded) {

    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD = 8;
    private static final int MOST_FOOTER = 1 << 28;

    /** Returns the number of records. */
    long rows() {
        return blocks.stream().filter(b -> !b.isDictionary()).mapToLong(Block::rows).sum();
    }

    /**
     * Reads the schema and the locations of the batches.
     *
     * @throws dev.sora.problem.DataException if the file is not a valid Arrow file
     */
    static ArrowFile open(Path path) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            if (file.size() == 0) {
                throw ArrowProblem.empty(path);
            }
            ByteBuffer head = Bytes.read(file, 0, (int) Math.min(HEAD, file.size()));
            if (isMagic(head, 0)) {
                return footed(path, file);
            }
            ArrowProblem.requireArrow(path, head.array());
            return streamed(path, file);
        } catch (IOException e) {
            throw ArrowProblem.unreadable(path, e);
        } catch (UnsupportedFeatureException e) {
            throw ArrowProblem.unread(path.toString(), e);
        } catch (Damaged e) {
            throw ArrowProblem.damaged(path.toString(), e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
            // the classes that read metadata throw this when an offset points outside of the
            // metadata
            throw ArrowProblem.damaged(
                    path.toString(), new Damaged("its metadata refer to data outside of them", e));
        }
    }

    private static boolean isMagic(ByteBuffer bytes, int at) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (at + i >= bytes.limit() || bytes.get(at + i) != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads the footer: a file ends with a table of its batches, which may have any order in it.
     */
    private static ArrowFile footed(Path path, FileChannel file) throws IOException {
        int tail = Integer.BYTES + MAGIC.length;
        long size = file.size();
        if (size < HEAD + tail) {
            throw new Damaged("it ends after %,d bytes".formatted(size));
        }
        ByteBuffer last = Bytes.read(file, size - tail, tail);
        if (!isMagic(last, Integer.BYTES)) {
            throw new Damaged("its end is missing: it was cut short, or its writer never closed");
        }
        int length = last.getInt(0);
        if (length < 1 || length > MOST_FOOTER || length > size - tail - HEAD) {
            throw new Damaged("its footer claims %,d bytes".formatted(length));
        }
        long end = size - tail - length;
        Footer footer = Footer.getRootAsFooter(Bytes.read(file, end, length));
        Schema schema = footer.schema();
        if (schema == null) {
            throw new Damaged("its footer has no schema");
        }
        List<ArrowField> fields = SchemaReader.read(schema, footer.version());
        Messages messages = new Messages(file, end);
        List<Block> blocks = new ArrayList<>();
        Set<Long> whole = new HashSet<>();
        for (int i = 0; i < footer.dictionariesLength(); i++) {
            Block block = block(messages, footer.dictionaries(i).offset(), true);
            if (!block.isDelta() && !whole.add(block.dictionary())) {
                throw new Damaged("dictionary %d occurs twice in it".formatted(block.dictionary()));
            }
            blocks.add(block);
        }
        for (int i = 0; i < footer.recordBatchesLength(); i++) {
            blocks.add(block(messages, footer.recordBatches(i).offset(), false));
        }
        return new ArrowFile(path, fields, List.copyOf(blocks), true);
    }

    private static Block block(Messages messages, long offset, boolean dictionary)
            throws IOException {
        if (offset < HEAD) {
            throw new Damaged("its footer names a batch at byte %,d".formatted(offset));
        }
        Messages.Found found =
                messages.at(offset)
                        .orElseThrow(() -> new Damaged("a batch is missing from its place"));
        short wanted = dictionary ? MessageHeader.DictionaryBatch : MessageHeader.RecordBatch;
        if (found.message().headerType() != wanted) {
            throw new Damaged("its footer names a batch where another message lies");
        }
        return Messages.block(found);
    }

    private static ArrowFile streamed(Path path, FileChannel file) throws IOException {
        Messages messages = new Messages(file, file.size());
        Messages.Found first =
                messages.at(0).orElseThrow(() -> new Damaged("a stream without a schema"));
        if (first.message().headerType() != MessageHeader.Schema) {
            throw new Damaged("a stream that does not begin with a schema");
        }
        List<ArrowField> fields =
                SchemaReader.read(Messages.schema(first.message()), first.message().version());
        List<Block> blocks = new ArrayList<>();
        long offset = first.body() + first.message().bodyLength();
        boolean ended = false;
        while (!ended && offset < file.size()) {
            Optional<Messages.Found> next = messages.at(offset);
            ended = next.isEmpty();
            if (ended) {
                requireEnd(offset, file.size());
            } else {
                blocks.add(block(next.get()));
                offset = next.get().body() + next.get().message().bodyLength();
            }
        }
        return new ArrowFile(path, fields, List.copyOf(blocks), ended);
    }

    private static Block block(Messages.Found found) {
        byte type = found.message().headerType();
        if (type == MessageHeader.Schema) {
            throw new UnsupportedFeatureException(
                    "several streams, one after the other",
                    "save each in a file of its own, and read their folder");
        }
        if (type != MessageHeader.RecordBatch && type != MessageHeader.DictionaryBatch) {
            throw new UnsupportedFeatureException(
                    "messages of type %d".formatted(type), "write it again as a table");
        }
        return Messages.block(found);
    }

    private static void requireEnd(long offset, long size) {
        // the end marker has 4 or 8 bytes; if more bytes follow, another stream was appended
        if (size - offset > 2L * Integer.BYTES) {
            throw new UnsupportedFeatureException(
                    "%,d bytes after the end of the stream".formatted(size - offset),
                    "save what follows, another stream for instance, in a file of its own");
        }
    }
}
