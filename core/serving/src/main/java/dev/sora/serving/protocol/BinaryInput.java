// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.io.Json;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes after the JSON of a request: the elements of its binary tensors, tensor after tensor in
 * the order of the inputs (binary tensor data extension of the Open Inference Protocol). Numbers
 * are little-endian; a boolean is a byte of 0 or 1; an element of {@code BYTES} is its length in
 * four bytes, and then its bytes.
 */
final class BinaryInput {

    private final ByteBuffer left;

    /** The elements of all tensors so far. */
    private long elements;

    /**
     * @param json the bytes of the JSON, of which the others follow
     */
    BinaryInput(byte[] body, int json) {
        this.left = ByteBuffer.wrap(body, json, body.length - json).slice();
        left.order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Takes the elements of the next tensor. All tensors have at most as many as JSON has values,
     * because an element takes far more memory than its bytes.
     *
     * @param size the stated number of bytes
     * @param count the number of elements of its shape
     * @param isFile whether an element is a file, and not a text in UTF-8
     */
    List<Object> take(String tensor, Datatype type, Object size, long count, boolean isFile) {
        if (!(size instanceof Long bytes) || bytes < 0 || bytes > left.remaining()) {
            throw wrong(
                    tensor,
                    "has another 'binary_data_size' than the body has bytes for it",
                    "at most %d bytes after the JSON, whose length is in the header %s"
                            .formatted(left.remaining(), InferRequest.HEADER),
                    String.valueOf(size));
        }
        ByteBuffer own = left.slice(left.position(), bytes.intValue());
        own.order(ByteOrder.LITTLE_ENDIAN);
        left.position(left.position() + bytes.intValue());
        int width = type.bytes();
        if (width > 0 ? bytes != count * width : bytes < count * Integer.BYTES) {
            throw wrong(
                    tensor,
                    "has another 'binary_data_size' than its shape",
                    width > 0
                            ? "%d elements of %d bytes".formatted(count, width)
                            : "%d elements, each its length in 4 bytes and its bytes"
                                    .formatted(count),
                    bytes + " bytes");
        }
        elements += count;
        if (elements > Json.MAX_VALUES) {
            throw Refusals.largeRequest("at most %d elements".formatted(Json.MAX_VALUES));
        }
        List<Object> taken = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            taken.add(width > 0 ? number(tensor, type, own) : bytes(tensor, own, isFile));
        }
        if (own.hasRemaining()) {
            throw wrong(
                    tensor,
                    "has more bytes than its elements",
                    "%d elements".formatted(count),
                    "%d bytes after them".formatted(own.remaining()));
        }
        return taken;
    }

    private static Object number(String tensor, Datatype type, ByteBuffer own) {
        return type.element(own)
                .orElseThrow(
                        () ->
                                wrong(
                                        tensor,
                                        "has an element that is not " + type,
                                        type.needs(),
                                        "other bytes"));
    }

    private static Object bytes(String tensor, ByteBuffer own, boolean isFile) {
        long length = own.remaining() < Integer.BYTES ? -1 : Integer.toUnsignedLong(own.getInt());
        if (length < 0 || length > own.remaining()) {
            throw wrong(
                    tensor,
                    "has an element that is longer than its bytes",
                    "its length in 4 bytes, and then its bytes",
                    "%d bytes".formatted(own.remaining()));
        }
        byte[] element = new byte[(int) length];
        own.get(element);
        if (isFile) {
            return element;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(element)).toString();
        } catch (CharacterCodingException e) {
            throw wrong(tensor, "has a text that is not UTF-8", "UTF-8", "other bytes");
        }
    }

    /** Refuses bytes that belong to no tensor. */
    void checkEnd() {
        if (left.hasRemaining()) {
            throw Refusals.malformed(
                    "the body has bytes that belong to no tensor",
                    "the 'binary_data_size' of each binary tensor in its parameters",
                    "%d bytes".formatted(left.remaining()));
        }
    }

    private static RefusedException wrong(String tensor, String what, String needs, String have) {
        return Refusals.malformed(
                "request, inputs", "the tensor '%s' %s".formatted(tensor, what), needs, have);
    }
}
