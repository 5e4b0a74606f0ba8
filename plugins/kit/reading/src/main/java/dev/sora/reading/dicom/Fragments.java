// SPDX-License-Identifier: Apache-2.0
package dev.sora.reading.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Finds the frames of compressed pixels among their fragments (PS3.5, annex A.4). */
final class Fragments {

    private Fragments() {}

    /** Returns the bytes of one frame. */
    static ByteBuffer frame(List<ByteBuffer> all, int frame, int frames, String where) {
        List<ByteBuffer> parts = all.size() < 2 ? List.of() : all.subList(1, all.size());
        if (parts.size() < frames) {
            throw DicomProblem.damaged(
                    where, "%d compressed frames".formatted(frames), "%d".formatted(parts.size()));
        }
        if (frames == 1) {
            return joined(parts);
        }
        if (parts.size() == frames) {
            return parts.get(frame).duplicate();
        }
        ByteBuffer table = all.get(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (table.remaining() / 4 != frames) {
            throw DicomProblem.unread(
                    where,
                    "one fragment for each frame, or a table of their offsets",
                    "%d fragments for %d frames, without a table".formatted(parts.size(), frames));
        }
        long from = offset(table, frame);
        long to = frame + 1 < frames ? offset(table, frame + 1) : Long.MAX_VALUE;
        List<ByteBuffer> own = new ArrayList<>();
        long at = 0;
        for (ByteBuffer part : parts) {
            if (at >= from && at < to) {
                own.add(part);
            }
            at += part.remaining() + 8L;
        }
        return joined(own);
    }

    private static long offset(ByteBuffer table, int frame) {
        return table.getInt(table.position() + 4 * frame) & 0xffffffffL;
    }

    private static ByteBuffer joined(List<ByteBuffer> parts) {
        if (parts.size() == 1) {
            return parts.get(0).duplicate();
        }
        ByteBuffer joined =
                ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> joined.put(part.duplicate()));
        return joined.flip();
    }
}
