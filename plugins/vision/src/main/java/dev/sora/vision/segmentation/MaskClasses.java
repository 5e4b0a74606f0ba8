// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.segmentation;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The classes of masks: the names, and the value of a pixel for each.
 *
 * <p>A value is a grey level as it is in the file, or a colour {@code #rrggbb}. Equal red, green
 * and blue are a grey level too, however the file represents them.
 *
 * @param names the classes
 * @param values the value of each class, or several with spaces between them
 * @param ignored the values of pixels that count neither in the loss nor in metrics
 */
record MaskClasses(List<String> names, List<String> values, List<String> ignored) {

    /** The position of a pixel that does not count. */
    static final int IGNORED = 255;

    private static final int MOST = 255;

    /**
     * A lossy file or smoothed edges give more values than masks have classes that nobody lists.
     */
    private static final int MOST_FOUND = 32;

    private static final long COLOUR = 1L << 24;

    /** Copies the lists. */
    MaskClasses {
        names = List.copyOf(names);
        values = List.copyOf(values);
        ignored = List.copyOf(ignored);
    }

    int size() {
        return names.size();
    }

    /** Collects the values of masks. */
    static final class Found {

        private final SortedSet<Long> keys = new TreeSet<>();

        /** Adds the values of a mask. */
        void add(ImageValue mask, String where) {
            long last = -1;
            int pixels = mask.width() * mask.height();
            for (int at = 0; at < pixels; at++) {
                long key = key(mask, at);
                if (key != last && keys.add(key) && keys.size() > MOST_FOUND) {
                    throw new RecordException(
                            Problem.of("SORA-4163", "masks have too many different values")
                                    .where(where)
                                    .needs(
                                            "at most %d values in all masks, or a list of 'classes'"
                                                    .formatted(MOST_FOUND))
                                    .have("more than %d".formatted(MOST_FOUND))
                                    .fix(
                                            "save masks without loss and without smoothed edges,"
                                                    + " as PNG, one value for each class: JPEG"
                                                    + " changes values; or list 'classes' of the"
                                                    + " output if there are so many"));
                }
                last = key;
            }
        }

        /** Returns the values, in their order: grey levels, then colours. */
        List<String> values() {
            return keys.stream().map(MaskClasses::text).toList();
        }
    }

    /** Returns one value for each class, or refuses fewer than two classes. */
    static MaskClasses of(List<String> names, List<String> values, List<String> ignored) {
        if (values.size() < 2 || values.size() > MOST) {
            throw new DataException(
                    Problem.of("SORA-4164", "masks need at least two classes")
                            .needs("2 to %d values that are not ignored".formatted(MOST))
                            .have(values.isEmpty() ? "none" : String.join(", ", values))
                            .fix("check the column of the masks, or list 'classes'"));
        }
        return new MaskClasses(names, values, ignored);
    }

    /** Returns whether a text is a value, or several: grey levels or colours. */
    static boolean isValue(String text) {
        return each(text).stream()
                .allMatch(one -> one.matches("#[0-9a-f]{6}") || one.matches("0|[1-9]\\d{0,4}"));
    }

    /** Returns the values of one class. */
    static List<String> each(String value) {
        return List.of(value.split(" ", -1));
    }

    /** Encodes masks; used by one thread. */
    Encoder encoder() {
        return new Encoder();
    }

    /** Encodes masks as positions of classes. */
    final class Encoder {

        private final long[] keys;
        private final byte[] positions;

        private Encoder() {
            Map<Long, Integer> all = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                for (String one : each(values.get(i))) {
                    all.put(key(one), i);
                }
            }
            ignored.forEach(value -> each(value).forEach(one -> all.put(key(one), IGNORED)));
            keys = new long[all.size()];
            positions = new byte[all.size()];
            int at = 0;
            for (Map.Entry<Long, Integer> entry : all.entrySet()) {
                keys[at] = entry.getKey();
                positions[at++] = entry.getValue().byteValue();
            }
        }

        /**
         * Writes the class of each pixel of a mask that is brought to a size; the nearest pixel
         * counts.
         *
         * @throws RecordException if a pixel that is read has an unknown value
         */
        void encode(ImageValue mask, int height, int width, byte[] into, DataRecord record) {
            int last = 0;
            for (int row = 0; row < height; row++) {
                int from = (int) ((2L * row + 1) * mask.height() / (2L * height));
                for (int column = 0; column < width; column++) {
                    int across = (int) ((2L * column + 1) * mask.width() / (2L * width));
                    long key = key(mask, from * mask.width() + across);
                    if (keys[last] != key) {
                        last = find(key, record, from, across);
                    }
                    into[row * width + column] = positions[last];
                }
            }
        }

        private int find(long key, DataRecord record, int row, int column) {
            for (int i = 0; i < keys.length; i++) {
                if (keys[i] == key) {
                    return i;
                }
            }
            throw new RecordException(
                    Problem.of(
                                    "SORA-4162",
                                    "a mask has the value %s, which belongs to no class"
                                            .formatted(text(key)))
                            .where(
                                    "%s, row %d, column %d"
                                            .formatted(record.where(), row + 1, column + 1))
                            .needs("one of " + known())
                            .have(text(key))
                            .fix(
                                    "correct the mask; add the value to 'classes'; or name it in"
                                            + " 'ignore' if its pixels are not to count"));
        }

        private String known() {
            return values.stream().limit(10).collect(Collectors.joining(", "))
                    + (values.size() > 10 ? ", … (%d values)".formatted(values.size()) : "");
        }
    }

    /**
     * Returns the value of a pixel as a number: a grey level, or a colour above {@link #COLOUR}.
     */
    private static long key(ImageValue mask, int pixel) {
        int at = pixel * mask.channels();
        if (mask.isDeep()) {
            short[] deep = mask.deep();
            if (mask.channels() < 3) {
                return deep[at] & 0xffff;
            }
        }
        byte[] samples = mask.samples();
        int red = samples[at] & 0xff;
        if (mask.channels() < 3) {
            return red;
        }
        int green = samples[at + 1] & 0xff;
        int blue = samples[at + 2] & 0xff;
        return red == green && red == blue ? red : COLOUR | (long) red << 16 | green << 8 | blue;
    }

    private static long key(String value) {
        return value.startsWith("#")
                ? grey(Integer.parseInt(value.substring(1), 16))
                : Long.parseLong(value);
    }

    private static long grey(int colour) {
        int low = colour & 0xff;
        return colour == low * 0x010101 ? low : COLOUR | colour;
    }

    private static String text(long key) {
        return key < COLOUR ? Long.toString(key) : "#%06x".formatted(key & 0xffffff);
    }

    /** Returns the class names for messages. */
    @Override
    public String toString() {
        return Arrays.toString(names.toArray());
    }
}
