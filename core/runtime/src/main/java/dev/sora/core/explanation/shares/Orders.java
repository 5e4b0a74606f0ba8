// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.shares;

import java.util.SplittableRandom;

/** Draws orders and coalitions of players; the same seed draws the same ones. */
final class Orders {

    private final int players;
    private final SplittableRandom random;

    Orders(int players, long seed) {
        this.players = players;
        this.random = new SplittableRandom(seed);
    }

    /** Returns an order (R. A. Fisher and F. Yates, 1938). */
    int[] next() {
        int[] order = new int[players];
        for (int i = 0; i < players; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** Returns the players of a coalition, each with an even chance. */
    boolean[] coalition() {
        boolean[] members = new boolean[players];
        for (int i = 0; i < players; i++) {
            members[i] = random.nextBoolean();
        }
        return members;
    }

    static int[] reversed(int[] order) {
        int[] reversed = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            reversed[i] = order[order.length - 1 - i];
        }
        return reversed;
    }
}
