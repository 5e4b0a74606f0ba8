// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rankings of candidates, one for each question.
 *
 * @param catalogueSize the total number of candidates
 * @param rankings one for each question
 * @since 1.1
 */
public record RankingOutcome(int catalogueSize, List<Ranking> rankings)
        implements DivisibleOutcome<RankingOutcome> {

    /** The approximate number of values that a metric reads from a ranking. */
    private static final int RANKS = 4;

    /** Copies the list. */
    public RankingOutcome {
        rankings = List.copyOf(rankings);
    }

    /** Returns an outcome. */
    public static RankingOutcome of(int catalogueSize, List<Ranking> rankings) {
        return new RankingOutcome(catalogueSize, rankings);
    }

    @Override
    public int size() {
        return rankings.size();
    }

    @Override
    public RankingOutcome joined(List<RankingOutcome> following) {
        return of(
                catalogueSize,
                Stream.concat(
                                rankings.stream(),
                                following.stream().flatMap(part -> part.rankings.stream()))
                        .toList());
    }

    @Override
    public RankingOutcome chosen(int[] records) {
        return of(catalogueSize, Arrays.stream(records).mapToObj(rankings::get).toList());
    }

    @Override
    public long numbers() {
        return (long) RANKS * size();
    }

    /**
     * The ranking of the candidates of one question.
     *
     * @param candidates the number of ranked candidates
     * @param ranks the ranks of the relevant candidates, ascending; the best rank is 1
     * @param top the numbers of the best candidates, the best first
     */
    public record Ranking(int candidates, int[] ranks, int[] top) {

        /** Checks the order and the bounds of the ranks. */
        public Ranking {
            for (int i = 0; i < ranks.length; i++) {
                if (ranks[i] < 1 || ranks[i] > candidates || (i > 0 && ranks[i] <= ranks[i - 1])) {
                    throw new IllegalArgumentException(
                            "ranks %s of %d candidates"
                                    .formatted(Arrays.toString(ranks), candidates));
                }
            }
        }

        /** Returns a known ranking. */
        public static Ranking of(int candidates, int[] ranks, int[] top) {
            return new Ranking(candidates, ranks, top);
        }

        /**
         * Ranks candidates by their scores, the highest first; a score that is not a number comes
         * last.
         *
         * <p>Among equal scores, relevant candidates have the worst ranks, so that a model with
         * constant scores gets the worst metrics and not the best. The {@code top} candidates are
         * those that a user would see, relevant or not: among equal scores, the first in the given
         * order.
         *
         * @param candidates the numbers of the candidates
         * @param scores one score for each candidate
         * @param relevant the numbers of the relevant candidates; others than the given candidates
         *     are ignored
         * @param top the number of best candidates that are kept
         */
        public static Ranking of(int[] candidates, float[] scores, int[] relevant, int top) {
            if (candidates.length != scores.length) {
                throw new IllegalArgumentException(
                        "%d scores for %d candidates".formatted(scores.length, candidates.length));
            }
            int[] wanted = relevant.clone();
            Arrays.sort(wanted);
            // one long for each candidate, sorted by score, then by position, best first
            long[] keys = new long[scores.length];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = (long) descending(scores[i]) << 32 | i;
            }
            Arrays.sort(keys);
            int[] best = new int[Math.min(top, keys.length)];
            for (int i = 0; i < best.length; i++) {
                best[i] = candidates[(int) keys[i]];
            }
            int[] ranks = new int[wanted.length];
            int found = 0;
            for (int from = 0, to = 0; from < keys.length; from = to) {
                int right = 0;
                while (to < keys.length && keys[to] >> 32 == keys[from] >> 32) {
                    right += Arrays.binarySearch(wanted, candidates[(int) keys[to++]]) >= 0 ? 1 : 0;
                }
                for (int rank = to - right + 1; rank <= to; rank++) {
                    ranks[found++] = rank;
                }
            }
            return new Ranking(keys.length, Arrays.copyOf(ranks, found), best);
        }

        /** Maps a score to an integer; a higher score has a smaller integer. */
        private static int descending(float score) {
            if (Float.isNaN(score)) {
                return Integer.MAX_VALUE;
            }
            int bits = Float.floatToIntBits(score + 0f);
            int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            return ~ascending;
        }
    }
}
