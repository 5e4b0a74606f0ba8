// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.identifier;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.data.Records;
import dev.sora.particle.State;
import dev.sora.tensor.HostTensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The distinct user-item pairs of the training data: for each user index the item indices in
 * ascending order. Unknown users and items are left out.
 *
 * <p>The saved form consists of variable-length integers (seven bits in a byte, the lowest first;
 * the eighth bit means that more follow): for each user the number of items, and the difference of
 * each item to the previous one.
 */
public final class Interactions {

    private static final String KEY = "interactions";

    private final int[] starts;
    private final int[] items;

    private Interactions(int[] starts, int[] items) {
        this.starts = starts;
        this.items = items;
    }

    /** Collects the pairs of records. */
    public static Interactions of(
            Records records,
            Vocabulary users,
            String userColumn,
            Vocabulary items,
            String itemColumn) {
        Pairs pairs = new Pairs();
        records.forEach(
                record ->
                        pairs.add(
                                users.index(record, userColumn), items.index(record, itemColumn)));
        return of(pairs, users);
    }

    /**
     * Collects the pairs of records, each also with its ends exchanged, and each name with itself:
     * what one must not be asked to find if users and items have the same names, and a pair has no
     * direction.
     */
    public static Interactions symmetric(
            Records records,
            Vocabulary users,
            String userColumn,
            Vocabulary items,
            String itemColumn) {
        Pairs pairs = new Pairs();
        records.forEach(
                record -> {
                    pairs.add(users.index(record, userColumn), items.index(record, itemColumn));
                    pairs.add(users.index(record, itemColumn), items.index(record, userColumn));
                });
        for (int user = 1; user < users.size(); user++) {
            pairs.add(user, items.index(users.name(user)));
        }
        return of(pairs, users);
    }

    private static Interactions of(Pairs pairs, Vocabulary users) {
        long[] sorted = pairs.sortedOnce();
        int[] starts = new int[users.size() + 1];
        int[] kept = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            kept[i] = (int) sorted[i];
            starts[(int) (sorted[i] >>> Integer.SIZE) + 1]++;
        }
        for (int user = 0; user < users.size(); user++) {
            starts[user + 1] += starts[user];
        }
        return new Interactions(starts, kept);
    }

    /** Returns the number of user indices. */
    public int users() {
        return starts.length - 1;
    }

    /** Returns the number of distinct pairs. */
    public int size() {
        return items.length;
    }

    /** Returns the number of items of a user. */
    public int count(int user) {
        return starts[user + 1] - starts[user];
    }

    /** Returns the item of a user at a position from 0. */
    public int item(int user, int position) {
        return items[starts[user] + position];
    }

    /** Returns whether the pair of a user and an item exists. */
    public boolean contains(int user, int item) {
        return Arrays.binarySearch(items, starts[user], starts[user + 1], item) >= 0;
    }

    /**
     * Returns the index of the item at a position from 0 among those without a pair with the user.
     */
    public int unseen(int user, int position) {
        int low = starts[user];
        int high = starts[user + 1];
        // binary search: before the i-th seen item there are (item - i - 1) unseen ones
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (items[middle] - 1 - (middle - starts[user]) > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return position + 1 + low - starts[user];
    }

    /** Adds the pairs to the state of an input or output. */
    public void save(State.Builder state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int user = 0; user < users(); user++) {
            write(bytes, count(user));
            int before = 0;
            for (int i = starts[user]; i < starts[user + 1]; i++) {
                write(bytes, items[i] - before);
                before = items[i];
            }
        }
        state.tensor(
                KEY,
                HostTensor.of(
                        DataType.UINT8,
                        new Shape(bytes.size()),
                        ByteBuffer.wrap(bytes.toByteArray())));
    }

    /** Restores the pairs of these users and items. */
    public static Interactions restore(State state, Vocabulary users, Vocabulary items) {
        ByteBuffer data = state.tensor(KEY, DataType.UINT8).data().duplicate();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return decode(bytes, users.size(), items.size())
                .orElseThrow(() -> state.broken(KEY, "pairs of these users and items"));
    }

    private static Optional<Interactions> decode(byte[] bytes, int users, int items) {
        int[] starts = new int[users + 1];
        // each item takes at least one byte, so the file's size bounds the allocation
        int[] kept = new int[bytes.length];
        Reader reader = new Reader(bytes);
        int filled = 0;
        for (int user = 0; user < users; user++) {
            int count = reader.next();
            boolean unknown = user == Vocabulary.UNKNOWN && count != 0;
            if (unknown || count < 0 || count > bytes.length - filled) {
                return Optional.empty();
            }
            int item = 0;
            for (int i = 0; i < count; i++) {
                int step = reader.next();
                if (step < 1 || step >= items - item) {
                    return Optional.empty();
                }
                item += step;
                kept[filled++] = item;
            }
            starts[user + 1] = filled;
        }
        return reader.isAtEnd()
                ? Optional.of(new Interactions(starts, Arrays.copyOf(kept, filled)))
                : Optional.empty();
    }

    private static void write(ByteArrayOutputStream bytes, int value) {
        int rest = value;
        while (rest >= 0x80) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
    }

    /** Reads integers; returns -1 at the end. */
    private static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        int next() {
            long value = 0;
            for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
                byte part = bytes[at++];
                value |= (long) (part & 0x7f) << shift;
                if (part >= 0) {
                    return value > Integer.MAX_VALUE ? -1 : (int) value;
                }
            }
            return -1;
        }

        boolean isAtEnd() {
            return at == bytes.length;
        }
    }

    /** A growing list of longs. */
    private static final class Pairs {

        private long[] values = new long[1024];
        private int size;

        /** Adds a pair, unless one of its ends is unknown. */
        void add(int user, int item) {
            if (user != Vocabulary.UNKNOWN && item != Vocabulary.UNKNOWN) {
                add((long) user << Integer.SIZE | item);
            }
        }

        private void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size + (size >> 1));
            }
            values[size++] = value;
        }

        long[] sortedOnce() {
            long[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    sorted[kept++] = sorted[i];
                }
            }
            return Arrays.copyOf(sorted, kept);
        }
    }
}
