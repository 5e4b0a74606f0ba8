// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.shares;

import dev.sora.particle.AnswerUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The share of each player in the worth of all (L. S. Shapley, 1953, A value for n-person games):
 * the mean, over all orders in which players join, of what a player adds,
 *
 * <pre>{@code share(i) = sum over S without i of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))}</pre>
 *
 * <p>The shares add up to the worth of all players less that of none. Up to {@link #MOST_EXACT}
 * players, every coalition is computed if the work allows it. Otherwise, the game is first compared
 * with an additive one; if it differs, orders are drawn in pairs, each with its reverse (R.
 * Mitchell et al., 2022, Sampling permutations for Shapley value estimation), until the standard
 * errors are small.
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

    /** The difference from an additive game, of the scale of the shares, that is rounding. */
    private static final double ROUNDING = 2e-5;

    /** The same in units in the last place of the worths, which are 32-bit floats. */
    private static final double ULPS = 8;

    /** The number of multiplications that may be spent, a minute or so. */
    private static final double WORK = 1e12;

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

        /** Returns the name that explanations show. */
        public String word() {
            return word;
        }
    }

    /**
     * Computes the shares.
     *
     * @param players the number of players, at least 1
     * @param seed of the orders that are drawn
     * @return empty if that takes too much work
     */
    public static Optional<ShapleyValues> of(int players, Game game, long seed) {
        int affordable = (int) Math.min(MOST_COALITIONS, WORK / game.work());
        if (players <= MOST_EXACT && 1 << players <= affordable) {
            return Optional.of(exact(players, game));
        }
        int pairs = (affordable - 2 * players - CHECKED) / (2 * players);
        return pairs < 2
                ? Optional.empty()
                : Optional.of(Several.of(players, game, seed, Math.min(MOST_PAIRS, pairs)));
    }

    /**
     * Returns the shares in the unit of users. Differences are scaled before the offset is added,
     * so that large numbers do not hide them.
     */
    public ShapleyValues in(AnswerUnit unit) {
        return new ShapleyValues(
                Arrays.stream(shares).map(share -> share * unit.scale()).toArray(),
                unit.score(none),
                unit.score(all),
                method,
                error * Math.abs(unit.scale()));
    }

    /** Returns the smallest difference between two worths of this size. */
    public double resolution() {
        return Math.ulp((float) Math.max(Math.abs(none), Math.abs(all)));
    }

    /** Returns whether differences of worths are not much more than their rounding. */
    public boolean isCoarse() {
        double greatest = Arrays.stream(shares).map(Math::abs).max().orElse(0);
        return Math.max(Math.abs(all - none), greatest) < 1000 * resolution();
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

    /**
     * Returns whether the worth of coalitions is the sum of what their members add alone, up to
     * rounding. The worth of none is no part of the scale: it says nothing about the players.
     */
    static boolean isAdditive(
            List<boolean[]> coalitions, double[] worth, double[] shares, double none) {
        double scale = Arrays.stream(worth).map(w -> Math.abs(w - none)).max().orElse(0);
        double greatest = Arrays.stream(worth).map(Math::abs).max().orElse(0);
        double rounding = ULPS * Math.sqrt(shares.length) * Math.ulp((float) greatest);
        double sum = Arrays.stream(shares).map(Math::abs).sum();
        for (int i = 0; i < worth.length; i++) {
            double expected = none;
            for (int player = 0; player < shares.length; player++) {
                expected += coalitions.get(i)[player] ? shares[player] : 0;
            }
            if (Math.abs(worth[i] - expected) > ROUNDING * Math.max(scale, sum) + rounding) {
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
        private final int mostPairs;
        private final double none;
        private final double all;

        private Several(int players, Game game, long seed, int mostPairs) {
            this.mostPairs = mostPairs;
            this.players = players;
            this.game = game;
            this.orders = new Orders(players, seed);
            double[] ends = game.worth(List.of(new boolean[players], filled(players)));
            this.none = ends[0];
            this.all = ends[1];
        }

        static ShapleyValues of(int players, Game game, long seed, int mostPairs) {
            Several several = new Several(players, game, seed, mostPairs);
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
            int pairs = 0;
            double error = Double.POSITIVE_INFINITY;
            while (pairs < mostPairs && (pairs < 16 || error > ENOUGH * Math.abs(all - none))) {
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
