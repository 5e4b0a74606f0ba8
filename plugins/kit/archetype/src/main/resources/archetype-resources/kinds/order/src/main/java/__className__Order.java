package ${package};

import dev.sora.order.Order;
import dev.sora.order.TrainingRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Keeps blocks of neighbouring records together, and shuffles the blocks.
 *
 * <p>A pure function of its arguments: a training that is resumed in the middle of an epoch
 * computes the minibatches of the epoch again.
 */
record ${className}Order(int together) implements Order {

    @Override
    public List<int[]> minibatches(TrainingRecords records, RandomGenerator random) {
        int[] blocks = shuffled((records.size() - 1) / together + 1, random);
        int[] rows = new int[records.size()];
        int filled = 0;
        for (int block : blocks) {
            // The product of large numbers could overflow an int.
            long end = Math.min(records.size(), (block + 1L) * together);
            for (int row = block * together; row < end; row++) {
                rows[filled++] = row;
            }
        }
        // As many minibatches as core expects: the last one may be smaller, or left out.
        List<int[]> minibatches = new ArrayList<>();
        for (int i = 0; i < records.minibatches(); i++) {
            int from = i * records.batchSize();
            int to = (int) Math.min(rows.length, (long) from + records.batchSize());
            minibatches.add(Arrays.copyOfRange(rows, from, to));
        }
        return minibatches;
    }

    /** Returns 0, 1, 2 … in random order (Durstenfeld, 1964). */
    private static int[] shuffled(int count, RandomGenerator random) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
        return numbers;
    }
}
