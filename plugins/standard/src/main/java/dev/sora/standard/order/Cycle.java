// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.order;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws from numbers in random order, each once before any is drawn again. What is left of a round
 * begins the next one, so numbers that are drawn together differ if there are enough of them.
 */
final class Cycle {

    private final int[] numbers;
    private final RandomGenerator random;
    private int next;

    Cycle(int[] numbers, RandomGenerator random) {
        this.numbers = numbers.clone();
        this.random = random;
        ClassRecords.shuffle(this.numbers, random);
    }

    int[] draw(int count) {
        int[] drawn = new int[count];
        int at = 0;
        while (at < count) {
            int some = Math.min(count - at, numbers.length);
            if (some > numbers.length - next) {
                renew();
            }
            System.arraycopy(numbers, next, drawn, at, some);
            next += some;
            at += some;
        }
        return drawn;
    }

    private void renew() {
        int left = numbers.length - next;
        int[] seen = Arrays.copyOf(numbers, next);
        ClassRecords.shuffle(seen, random);
        System.arraycopy(numbers, next, numbers, 0, left);
        System.arraycopy(seen, 0, numbers, left, next);
        next = 0;
    }
}
