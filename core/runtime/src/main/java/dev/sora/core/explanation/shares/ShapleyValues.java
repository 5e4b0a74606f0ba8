// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.shares;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The share of each player in the worth of all (L. S. Shapley, 1953, A value for n-person games):
 * the mean, over all orders in which players join, of what a player adds,
 *
 * <pre>{@code share(i) = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))}</pre>
 *
 * <p>The shares add up to the worth of all players less that of none. Up to {@link #MOST_EXACT}
 * players, every coalition is computed. Beyond that, the game is first compared with an additive
 * one; if it differs, orders are drawn in pairs, each with its reverse (R. Mitchell et al., 2022,
 * Sampling permutations for Shapley value estimation), until the standard errors are small.
 *
 * @param shares the share of each player
 * @param none the worth without players
 * @param all the worth of all players
 * @param method how they were computed
 * @param error the greatest standard error of a share; 0 if none was sampled
 */
public record ShapleyValues(double[] shares, double none, double all, Method method, double error) {

    /** The greatest number of players of which every coalition is computed. */
    static final int MOST_EXACT = 12;

    /** The difference from an additive game, of the scale of the worths, that is rounding. */
    private static final double ROUNDING = 2e-5;

    private static final int CHECKED = 32;
    private static final int MOST_PAIRS = 256;
    private static final int MOST_COALITIONS = 1 << 16;
    private static final double ENOUGH = 0.01;

    /** How shares were computed. */
    public enum Method {
        /** What each player adds does not depend on the others. */
        ADDITIVE("additive"),
        /** From every coalition. */
        EXACT("shapley"),
        /** From some orders. */
        SAMPLED("sampled-shapley");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        /** Returns the word in explanations. */
        public String word() {
            return word;
        }
    }

    /**
     * Computes the shares.
     *
     * @param players the number of players, at least 1
     * @param seed of the orders that are drawn
     */
    public static ShapleyValues of(int players, Game game, long seed) {
        return players <= MOST_EXACT ? exact(players, game) : Several.of(players, game, seed);
    }

    private static ShapleyValues exact(int players, Game game) {
        List<boolean[]> coalitions = new ArrayList<>();
        for (int set = 0; set < 1 << players; set++) {
            boolean[] members = new boolean[players];
            for (int i = 0; i < players; i++) {
                members[i] = (set >> i & 1) == 1;
            }
            coalitions.add(members);
        }
        double[] worth = game.worth(coalitions);
        double[] weights = weights(players);
        double[] shares = new double[players];
        for (int set = 0; set < worth.length; set++) {
            int size = Integer.bitCount(set);
            for (int i = 0; i < players; i++) {
                if ((set >> i & 1) == 0) {
                    shares[i] += weights[size] * (worth[set | 1 << i] - worth[set]);
                }
            }
        }
        boolean additive = isAdditive(coalitions, worth, shares, worth[0]);
        return new ShapleyValues(
                shares,
                worth[0],
                worth[worth.length - 1],
                additive ? Method.ADDITIVE : Method.EXACT,
                0);
    }

    /** Returns {@code s! (n - s - 1)! / n!} for coalitions of each size s. */
    private static double[] weights(int players) {
        double[] weights = new double[players];
        weights[0] = 1.0 / players;
        for (int size = 1; size < players; size++) {
            weights[size] = weights[size - 1] * size / (players - size);
        }
        return weights;
    }

    /** Returns whether the worth of coalitions is the sum of what their members add alone. */
    static boolean isAdditive(
            List<boolean[]> coalitions, double[] worth, double[] shares, double none) {
        double scale = Arrays.stream(worth).map(Math::abs).max().orElse(0);
        double sum = Arrays.stream(shares).map(Math::abs).sum();
        for (int i = 0; i < worth.length; i++) {
            double expected = none;
            for (int player = 0; player < shares.length; player++) {
                expected += coalitions.get(i)[player] ? shares[player] : 0;
            }
            if (Math.abs(worth[i] - expected) > ROUNDING * Math.max(scale, sum)) {
                return false;
            }
        }
        return true;
    }

    /** More players than of which every coalition can be computed. */
    private static final class Several {

        private final int players;
        private final Game game;
        private final Orders orders;
        private final double none;
        private final double all;

        private Several(int players, Game game, long seed) {
            this.players = players;
            this.game = game;
            this.orders = new Orders(players, seed);
            double[] ends = game.worth(List.of(new boolean[players], filled(players)));
            this.none = ends[0];
            this.all = ends[1];
        }

        static ShapleyValues of(int players, Game game, long seed) {
            Several several = new Several(players, game, seed);
            double[] alone = several.alone();
            return several.looksAdditive(alone) ? several.additive(alone) : several.sampled();
        }

        private static boolean[] filled(int players) {
            boolean[] every = new boolean[players];
            Arrays.fill(every, true);
            return every;
        }

        /** Returns what each player adds to none. */
        private double[] alone() {
            List<boolean[]> single = new ArrayList<>();
            for (int i = 0; i < players; i++) {
                boolean[] members = new boolean[players];
                members[i] = true;
                single.add(members);
            }
            double[] worth = game.worth(single);
            for (int i = 0; i < players; i++) {
                worth[i] -= none;
            }
            return worth;
        }

        private boolean looksAdditive(double[] alone) {
            List<boolean[]> coalitions = new ArrayList<>();
            for (int i = 0; i < players; i++) {
                boolean[] without = filled(players);
                without[i] = false;
                coalitions.add(without);
            }
            coalitions.add(filled(players));
            for (int i = 0; i < CHECKED; i++) {
                coalitions.add(orders.coalition());
            }
            return isAdditive(coalitions, game.worth(coalitions), alone, none);
        }

        /** Distributes what rounding leaves, so that the shares add up. */
        private ShapleyValues additive(double[] alone) {
            double left = (all - none - Arrays.stream(alone).sum()) / players;
            double[] shares = Arrays.stream(alone).map(share -> share + left).toArray();
            return new ShapleyValues(shares, none, all, Method.ADDITIVE, 0);
        }

        private ShapleyValues sampled() {
            double[] sums = new double[players];
            double[] squares = new double[players];
            int most = Math.max(2, Math.min(MOST_PAIRS, MOST_COALITIONS / (2 * players)));
            int pairs = 0;
            double error = Double.POSITIVE_INFINITY;
            while (pairs < most && (pairs < 16 || error > ENOUGH * Math.abs(all - none))) {
                int[] order = orders.next();
                double[] mean = new double[players];
                added(order, mean);
                added(Orders.reversed(order), mean);
                pairs++;
                error = 0;
                for (int i = 0; i < players; i++) {
                    sums[i] += mean[i];
                    squares[i] += mean[i] * mean[i];
                    error = Math.max(error, standardError(sums[i], squares[i], pairs));
                }
            }
            double[] shares = new double[players];
            for (int i = 0; i < players; i++) {
                shares[i] = sums[i] / pairs;
            }
            return new ShapleyValues(shares, none, all, Method.SAMPLED, error);
        }

        /** Adds half of what each player adds when players join in an order. */
        private void added(int[] order, double[] mean) {
            List<boolean[]> joining = new ArrayList<>();
            boolean[] members = new boolean[players];
            for (int i = 0; i < players - 1; i++) {
                members[order[i]] = true;
                joining.add(members.clone());
            }
            double[] worth = game.worth(joining);
            double before = none;
            for (int i = 0; i < players; i++) {
                double after = i < worth.length ? worth[i] : all;
                mean[order[i]] += (after - before) / 2;
                before = after;
            }
        }

        private static double standardError(double sum, double squares, int count) {
            if (count < 2) {
                return Double.POSITIVE_INFINITY;
            }
            double variance = (squares - sum * sum / count) / (count - 1);
            return Math.sqrt(Math.max(0, variance) / count);
        }
    }
}
