// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.weights;

import dev.sora.core.io.Digests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of changes of low rank says of a weight that it changes. The same change has another
 * meaning for other values of the weight, and with another factor.
 *
 * @param factor the factor of the change, {@code alpha / rank}
 * @param sha256 the digest of the weight's elements, as 32-bit floats, little-endian, in row-major
 *     order
 */
public record ChangedBase(double factor, String sha256) {

    private static final String KEY = "base:";
    private static final Pattern VALUE =
            Pattern.compile("factor=([0-9.E+-]{1,30}) sha256=([0-9a-f]{64})");
    private static final int CHUNK = 1 << 14;

    /** Returns the key of a weight in the metadata of a file. */
    public static String key(String weight) {
        return KEY + weight;
    }

    /** Returns the value in the metadata of a file. */
    public String text() {
        return "factor=%s sha256=%s".formatted(factor, sha256);
    }

    /** Returns the digest of the elements of a weight. */
    public static String digest(float[] values) {
        MessageDigest digest = Digests.newDigest();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK) {
            int length = Math.min(CHUNK, values.length - at);
            chunk.clear();
            chunk.asFloatBuffer().put(values, at, length);
            digest.update(chunk.limit(length * Float.BYTES));
        }
        return Digests.hex(digest);
    }

    /** Returns what the metadata of a file say, by weight; what has another form is left out. */
    static Map<String, ChangedBase> read(Map<String, String> metadata) {
        Map<String, ChangedBase> bases = new LinkedHashMap<>();
        metadata.forEach(
                (key, value) -> {
                    Matcher parts = VALUE.matcher(value);
                    if (key.startsWith(KEY) && parts.matches()) {
                        try {
                            bases.put(
                                    key.substring(KEY.length()),
                                    new ChangedBase(
                                            Double.parseDouble(parts.group(1)), parts.group(2)));
                        } catch (NumberFormatException e) {
                            // the factor is not known: as if the file said nothing
                        }
                    }
                });
        return bases;
    }
}
