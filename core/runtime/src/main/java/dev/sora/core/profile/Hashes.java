// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.data.ImageValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Adler32;
import java.util.zip.CRC32C;

/** Evenly distributed 64-bit hashes: equal values have equal hashes on every machine. */
public final class Hashes {

    /** The hash of a missing value. */
    public static final long MISSING = 0x6d69737367L;

    private static final long ODD = 0x9e3779b97f4a7c15L;

    private Hashes() {}

    /** Mixes the bits of a number (the finaliser of SplitMix64, S. Vigna). */
    public static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** Combines the hashes of the values of a record. */
    public static long join(long before, long next) {
        return mix(before * ODD + next);
    }

    /** Returns the hash of a value of a column. */
    public static long of(Object value) {
        if (value instanceof String text) {
            return of(text);
        }
        if (value instanceof Long || value instanceof Boolean) {
            return mix(value.hashCode() + (value instanceof Long number ? number * ODD : ODD));
        }
        if (value instanceof Double number) {
            return mix(Double.doubleToLongBits(number) * ODD + 1);
        }
        if (value instanceof ImageValue image) {
            return of(image);
        }
        if (value instanceof float[] vector) {
            return mix(Arrays.hashCode(vector) * ODD + vector.length);
        }
        if (value instanceof long[] items) {
            return mix(Arrays.hashCode(items) * ODD + items.length);
        }
        if (value instanceof List<?> list) {
            // toString of a list with arrays does not depend on their contents
            long hash = list.size();
            for (Object item : list) {
                hash = join(hash, item == null ? MISSING : of(item));
            }
            return mix(hash);
        }
        if (value instanceof Map<?, ?> map) {
            long sum = map.size();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object held = entry.getValue();
                // a sum, because equal maps may differ in order
                sum += join(of(entry.getKey()), held == null ? MISSING : of(held));
            }
            return mix(sum);
        }
        return of(String.valueOf(value));
    }

    /**
     * Returns a hash that is cheap for values of any length. It selects the records that are
     * examined in detail. Equal values have equal hashes, and few others collide.
     */
    public static long cheap(Object value) {
        if (value instanceof String text) {
            int length = text.length();
            long hash = length;
            for (int i = 0; i < Math.min(8, length); i++) {
                hash = hash * 31 + text.charAt(i);
                hash = hash * 31 + text.charAt(length - 1 - i);
            }
            return hash;
        }
        if (value instanceof ImageValue image) {
            byte[] samples = image.samples();
            long hash = samples.length;
            for (int i = 0; i < samples.length; i += 1 + samples.length / 64) {
                hash = hash * 31 + samples[i];
            }
            return hash;
        }
        if (value instanceof float[] vector) {
            return vector.length + (vector.length == 0 ? 0 : Float.floatToIntBits(vector[0]));
        }
        if (value instanceof long[] items) {
            return items.length + (items.length == 0 ? 0 : items[0]);
        }
        return value instanceof Number || value instanceof Boolean || value instanceof Instant
                ? value.hashCode()
                : 1;
    }

    private static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * ODD;
            hash ^= hash >>> 32;
        }
        return mix(hash);
    }

    private static long of(ImageValue image) {
        CRC32C crc = new CRC32C();
        Adler32 adler = new Adler32();
        crc.update(image.samples());
        adler.update(image.samples());
        return mix((crc.getValue() << 32 | adler.getValue()) + image.width() * ODD);
    }
}
