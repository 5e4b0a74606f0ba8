// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.reading.picture.Pictures;
import dev.sora.serving.refusal.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A picture of a request as it was sent. A small file may become a very large picture, so it is
 * decoded only when it is computed with.
 *
 * @param bytes the file
 * @param where the place for messages
 * @param left the pixels that the request may have yet, shared by all its pictures
 */
public record EncodedPicture(byte[] bytes, String where, AtomicLong left) {

    /** The pixels of all pictures of a request. */
    public static final long MOST_PIXELS = 200_000_000;

    /** Returns what the pictures of a new request share. */
    public static AtomicLong budget() {
        return new AtomicLong(MOST_PIXELS);
    }

    /**
     * Returns the records with decoded pictures.
     *
     * @throws dev.sora.problem.SoraException if one is damaged, or they are too large together
     */
    public static List<Map<String, ?>> decoded(List<? extends Map<String, ?>> records) {
        List<Map<String, ?>> decoded = new ArrayList<>(records.size());
        try (Pictures pictures = new Pictures()) {
            records.forEach(record -> decoded.add(decoded(record, pictures)));
        }
        return decoded;
    }

    /** Returns a record with decoded pictures. */
    static Map<String, ?> decoded(Map<String, ?> record, Pictures pictures) {
        if (record.values().stream().noneMatch(EncodedPicture.class::isInstance)) {
            return record;
        }
        Map<String, Object> decoded = new LinkedHashMap<>(record);
        decoded.replaceAll(
                (column, value) ->
                        value instanceof EncodedPicture own ? own.decode(pictures) : value);
        return decoded;
    }

    private ImageValue decode(Pictures pictures) {
        ImageValue picture = pictures.decode(bytes, where);
        if (left.addAndGet(-(long) picture.width() * picture.height()) < 0) {
            throw new RefusedException(
                    413,
                    Problem.of("SORA-6107", "the request is too large")
                            .where(where)
                            .needs(
                                    "pictures with at most %d pixels together"
                                            .formatted(MOST_PIXELS))
                            .fix("send several requests, or smaller pictures"));
        }
        return picture;
    }
}
