// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The safetensors format: a header in JSON with types, shapes and offsets, then the bytes.
 *
 * <p>Files are compatible with Hugging Face's {@code safetensors} 0.4 and later (<a
 * href="https://github.com/huggingface/safetensors#format">the format</a>): 8 bytes of header
 * length, the header, padded with spaces to a multiple of 8, and the tensors without gaps between
 * them. The same tensors in the same order give the same bytes. Only the element types of {@link
 * TensorData.Type} are supported.
 */
public final class Safetensors {

    /** The maximum length of headers, for writing and reading. */
    static final int MAX_HEADER = 16 << 20;

    /** The maximum number of tensors, for writing and reading. */
    static final int MAX_TENSORS = 100_000;

    /** The maximum length of names, for writing and reading. */
    static final int MAX_NAME = 1024;

    static final String METADATA = "__metadata__";

    private static final int ALIGNMENT = 8;
    private static final int CHUNK = 1 << 16;

    private Safetensors() {}

    /**
     * Writes tensors.
     *
     * @param out receives the bytes; not closed
     * @param tensors by name, in the order in which they will be read; those of wider elements are
     *     written first, so that each is aligned
     * @param metadata strings for the header; may be empty
     */
    public static void write(
            OutputStream out, Map<String, TensorData> tensors, Map<String, String> metadata)
            throws IOException {
        List<Map.Entry<String, TensorData>> order = new ArrayList<>(tensors.entrySet());
        order.sort(Comparator.comparing(entry -> -entry.getValue().type().bytes()));
        byte[] header = header(order, metadata);
        out.write(
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length)
                        .array());
        out.write(header);
        byte[] chunk = new byte[CHUNK];
        for (Map.Entry<String, TensorData> entry : order) {
            copy(entry.getValue().buffer(), out, chunk);
        }
    }

    /**
     * Reads tensors, in the order of their bytes.
     *
     * @param in untrusted; not closed
     * @param length the number of its bytes; the tensors never take more memory than this
     * @param where the file and the entry, for messages
     * @throws dev.sora.problem.DataException if the bytes do not have the format
     */
    public static Map<String, TensorData> read(InputStream in, long length, String where)
            throws IOException {
        return read(in, length, where, TensorData.Type.TRAINED);
    }

    /** Reads tensors whose elements have one of some types. */
    public static Map<String, TensorData> read(
            InputStream in, long length, String where, Set<TensorData.Type> types)
            throws IOException {
        byte[] prefix = in.readNBytes(Long.BYTES);
        if (prefix.length < Long.BYTES || length < Long.BYTES) {
            throw ReadProblems.malformed(where, "the file of tensors is cut short");
        }
        long headerLength = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (headerLength < 2 || headerLength > MAX_HEADER) {
            throw ReadProblems.malformed(
                    where, "not a file of tensors: a header of %d bytes".formatted(headerLength));
        }
        if (headerLength > length - Long.BYTES) {
            throw ReadProblems.malformed(where, "the file of tensors is cut short");
        }
        byte[] header = in.readNBytes((int) headerLength);
        if (header.length < headerLength) {
            throw ReadProblems.malformed(where, "the file of tensors is cut short");
        }
        List<SafetensorsHeader.Slot> slots =
                SafetensorsHeader.read(header, length - Long.BYTES - headerLength, where, types);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Slot slot : slots) {
            ByteBuffer data = fill(in, slot.length(), where);
            tensors.put(slot.name(), new TensorData(slot.type(), slot.shape(), data));
        }
        return tensors;
    }

    /**
     * Returns the tensors of a file in memory, as parts of it.
     *
     * @param file untrusted; all bytes from its position to its limit
     * @throws dev.sora.problem.DataException if the bytes do not have the format
     */
    public static Map<String, TensorData> slices(
            ByteBuffer file, String where, Set<TensorData.Type> types) {
        ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = header(bytes, where);
        Map<String, TensorData> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Slot slot :
                SafetensorsHeader.read(header, bytes.remaining(), where, types)) {
            ByteBuffer data = bytes.slice(bytes.position() + (int) slot.begin(), slot.length());
            tensors.put(slot.name(), new TensorData(slot.type(), slot.shape(), data));
        }
        return tensors;
    }

    /**
     * Returns the strings in the header of a file in memory; empty without any.
     *
     * @param file untrusted; all bytes from its position to its limit
     * @throws dev.sora.problem.DataException if the header does not have the format
     */
    public static Map<String, String> metadata(ByteBuffer file, String where) {
        return SafetensorsHeader.metadata(
                header(file.slice().order(ByteOrder.LITTLE_ENDIAN), where), where);
    }

    /** Reads the header, and leaves the position after it. */
    private static byte[] header(ByteBuffer bytes, String where) {
        if (bytes.remaining() < Long.BYTES) {
            throw ReadProblems.malformed(where, "the file of tensors is cut short");
        }
        long headerLength = bytes.getLong();
        if (headerLength < 2 || headerLength > Math.min(MAX_HEADER, bytes.remaining())) {
            throw ReadProblems.malformed(
                    where, "not a file of tensors: a header of %d bytes".formatted(headerLength));
        }
        byte[] header = new byte[(int) headerLength];
        bytes.get(header);
        return header;
    }

    private static byte[] header(
            List<Map.Entry<String, TensorData>> tensors, Map<String, String> metadata) {
        if (tensors.size() > MAX_TENSORS) {
            throw new IllegalArgumentException("more than " + MAX_TENSORS + " tensors");
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            tree.put(METADATA, new TreeMap<>(metadata));
        }
        long at = 0;
        for (Map.Entry<String, TensorData> entry : tensors) {
            TensorData tensor = entry.getValue();
            long end = at + tensor.data().remaining();
            Map<String, Object> slot = new LinkedHashMap<>();
            slot.put("dtype", tensor.type().name());
            slot.put("shape", tensor.shape());
            slot.put("data_offsets", List.of(at, end));
            tree.put(checked(entry.getKey()), slot);
            at = end;
        }
        StringBuilder text = new StringBuilder(Json.line(tree));
        int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
        // The tensors after the header are then aligned in a memory-mapped file.
        text.append(" ".repeat(Math.floorMod(-bytes, ALIGNMENT)));
        byte[] header = text.toString().getBytes(StandardCharsets.UTF_8);
        if (header.length > MAX_HEADER) {
            throw new IllegalArgumentException("a header of " + header.length + " bytes");
        }
        return header;
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || name.equals(METADATA)) {
            throw new IllegalArgumentException("no name for a tensor: '" + name + "'");
        }
        return name;
    }

    private static void copy(ByteBuffer from, OutputStream to, byte[] chunk) throws IOException {
        while (from.hasRemaining()) {
            int n = Math.min(chunk.length, from.remaining());
            from.get(chunk, 0, n);
            to.write(chunk, 0, n);
        }
    }

    private static ByteBuffer fill(InputStream in, int length, String where) throws IOException {
        byte[] bytes = new byte[length];
        if (in.readNBytes(bytes, 0, length) < length) {
            throw ReadProblems.malformed(where, "the file of tensors is cut short");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
