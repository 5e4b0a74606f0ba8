// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a record costs in batches of several sizes, as measured, and the size that costs least.
 * Sizes are in classes: 1, 2, 3 to 4, 5 to 8, and so on. A network whose steps depend on each other
 * may compute single records on several threads faster than batches, so no size is taken for the
 * best one until it was measured. Not safe for several threads.
 */
final class BatchCosts {

    /** The measurements of a class before it is compared. */
    private static final int FIRST = 2;

    /**
     * The trials of a class that has fewer measurements. They may all lead to others: no batch is
     * smaller than the requests, and those with other options are computed apart.
     */
    private static final int TRIALS = 4;

    /** The choices for one trial: while a class has too few measurements, and afterwards. */
    private static final int LEARNING = 8;

    private static final int LEARNED = 64;

    /** A smaller size must cost less than this share of a larger one to be preferred. */
    private static final double LESS = 0.95;

    /** Measurements with all workers busy are forgotten if others follow for as long as this. */
    private static final long STALE = TimeUnit.SECONDS.toNanos(10);

    private final int most;

    /**
     * The nanoseconds of a record by class, while all workers were busy, and while they were not.
     */
    private final List<Samples> busy = new ArrayList<>();

    private final List<Samples> idle = new ArrayList<>();
    private final long[] lastBusy;
    private final int[] trials;
    private int choices;

    /**
     * @param most the number of records of the largest batch
     */
    BatchCosts(int most) {
        this.most = most;
        for (int i = 0; i <= classOf(most); i++) {
            busy.add(new Samples());
            idle.add(new Samples());
        }
        this.lastBusy = new long[busy.size()];
        this.trials = new int[busy.size()];
    }

    private static int classOf(int records) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(records - 1);
    }

    private int sizeOf(int index) {
        return (int) Math.min(most, 1L << index);
    }

    /**
     * Notes a measurement.
     *
     * @param isBusy whether all workers computed: then a batch takes longer, and only such batches
     *     are compared, once one was measured
     */
    void measured(int records, long nanos, boolean isBusy) {
        int index = classOf(Math.min(records, most));
        double each = (double) nanos / records;
        long now = System.nanoTime();
        if (isBusy) {
            busy.get(index).add(each);
            lastBusy[index] = now;
            return;
        }
        idle.get(index).add(each);
        if (busy.get(index).size() > 0 && now - lastBusy[index] > STALE) {
            busy.get(index).clear();
            trials[index] = 0;
        }
    }

    /** Returns the nanoseconds of a record in a class; NaN if they are not known. */
    private double each(int index) {
        Samples own = busy.get(index);
        return own.size() > 0 ? own.median() : idle.get(index).median();
    }

    private boolean isKnown(int index) {
        return !Double.isNaN(each(index));
    }

    /**
     * Chooses the size of the next batch. Nearly always that is the size which costs least a
     * record; at intervals, a size next to it or one that is not known well enough.
     *
     * @param first the records of the first request, which is not divided into smaller batches
     * @param available the number of records that wait, at least 1
     * @param left the nanoseconds until the deadline of the first one, for which a batch must not
     *     be too large
     * @return from 1 to the available records
     */
    int choose(int first, int available, long left) {
        int cap = Math.min(Math.max(first, available), most);
        int bottom = classOf(Math.min(first, most));
        int top = classOf(cap);
        int index = best(bottom, top);
        if (++choices % LEARNING == 0) {
            int tried = leastKnown(bottom, top);
            if (tried >= 0) {
                index = tried;
                trials[tried]++;
            } else if (choices % LEARNED == 0) {
                index += choices / LEARNED % 2 == 0 ? 1 : -1;
                index = Math.max(bottom, Math.min(top, index));
            }
        }
        while (index > bottom && total(Math.min(cap, sizeOf(index))) > left) {
            index--;
        }
        return Math.min(cap, sizeOf(index));
    }

    /** Returns the class with the fewest measurements if it has too few; -1 if all have enough. */
    private int leastKnown(int bottom, int top) {
        int least = -1;
        for (int i = top; i >= bottom; i--) {
            int size = busy.get(i).size();
            if (size < FIRST
                    && trials[i] < TRIALS
                    && (least < 0 || size < busy.get(least).size())) {
                least = i;
            }
        }
        return least;
    }

    /** Returns the class that costs least a record, up to one; that one if it is not known. */
    private int best(int bottom, int top) {
        int best = top;
        boolean onlyBusy = busy.get(top).size() > 0;
        for (int i = top - 1; i >= bottom && isKnown(top); i--) {
            boolean isCompared = onlyBusy ? busy.get(i).size() > 0 : isKnown(i);
            if (isCompared && each(i) < LESS * each(best)) {
                best = i;
            }
        }
        return best;
    }

    /** Returns the size that is preferred while very many records wait. */
    int preferred() {
        return sizeOf(best(0, busy.size() - 1));
    }

    /**
     * Returns the expected nanoseconds of records, one batch after the other, in batches of the
     * size that costs least; 0 if nothing is known.
     *
     * @param least the records of the smallest batch, except for the last one
     */
    double nanos(int records, int least) {
        if (records == 0) {
            return 0;
        }
        int top = classOf(Math.min(records, most));
        int bottom = Math.min(top, classOf(Math.max(1, Math.min(least, most))));
        int size = Math.min(records, sizeOf(best(bottom, top)));
        return (double) (records / size) * total(size) + total(records % size);
    }

    /** Returns the expected nanoseconds of one batch; 0 if nothing is known. */
    private double total(int records) {
        if (records == 0) {
            return 0;
        }
        int index = classOf(records);
        for (int i = index; i < busy.size(); i++) {
            if (isKnown(i)) {
                // a smaller batch takes no longer than a larger one
                return each(i) * (i == index ? records : sizeOf(i));
            }
        }
        for (int i = index - 1; i >= 0; i--) {
            if (isKnown(i)) {
                return each(i) * records;
            }
        }
        return 0;
    }

    /**
     * The measured cost of a size.
     *
     * @param records the largest number of records of its class
     * @param seconds the seconds of a record
     */
    record Cost(int records, double seconds) {}

    /** Returns what is known, in order of size. */
    List<Cost> known() {
        List<Cost> known = new ArrayList<>();
        for (int i = 0; i < busy.size(); i++) {
            if (isKnown(i)) {
                known.add(new Cost(sizeOf(i), each(i) / TimeUnit.SECONDS.toNanos(1)));
            }
        }
        return known;
    }
}
