// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.order;

import dev.sora.order.TrainingRecords;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** The records of each class that has any, in the order of the classes. */
final class ClassRecords {

    private ClassRecords() {}

    /**
     * Groups records by class. Records without a class are left out.
     *
     * @throws DataException if no record has a class
     */
    static List<int[]> of(TrainingRecords records) {
        int[] classes = records.classes();
        int[] counts = new int[Arrays.stream(classes).max().orElse(-1) + 1];
        for (int each : classes) {
            if (each >= 0) {
                counts[each]++;
            }
        }
        int[][] groups = new int[counts.length][];
        Arrays.setAll(groups, i -> new int[counts[i]]);
        int[] filled = new int[counts.length];
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] >= 0) {
                groups[classes[i]][filled[classes[i]]++] = i;
            }
        }
        List<int[]> present = new ArrayList<>();
        for (int[] group : groups) {
            if (group.length > 0) {
                present.add(group);
            }
        }
        if (present.isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4330", "no training record has a class to order by")
                            .needs("records of at least one class")
                            .have("%,d records without a class".formatted(classes.length))
                            .fix("check the column of the output, or remove 'training.order'"));
        }
        return present;
    }

    /** Shuffles rows (Durstenfeld, 1964). */
    static void shuffle(int[] rows, RandomGenerator random) {
        for (int i = rows.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int row = rows[i];
            rows[i] = rows[other];
            rows[other] = row;
        }
    }
}
