// SPDX-License-Identifier: Apache-2.0
package dev.sora.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Candidates that were put in order, once a question.
 *
 * @param catalogueSize the number of candidates there are in all
 * @param rankings one a question
 * @since 1.1
 */
public record RankingOutcome(int catalogueSize, List<Ranking> rankings)
        implements DivisibleOutcome<RankingOutcome> {

    /** So many numbers a metric looks at in a ranking, about. */
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
     * The order of the candidates of one question.
     *
     * @param candidates how many were ranked
     * @param ranks the ranks of the relevant ones among them, ascending; the best rank is 1
     * @param top the numbers of the best candidates, the best first
     */
    public record Ranking(int candidates, int[] ranks, int[] top) {

        /** Checks that the ranks are ranks. */
        public Ranking {
            for (int i = 0; i < ranks.length; i++) {
                if (ranks[i] < 1 || ranks[i] > candidates || (i > 0 && ranks[i] <= ranks[i - 1])) {
                    throw new IllegalArgumentException(
                            "ranks %s of %d candidates"
                                    .formatted(Arrays.toString(ranks), candidates));
                }
            }
        }

        /** Returns an order that is known. */
        public static Ranking of(int candidates, int[] ranks, int[] top) {
            return new Ranking(candidates, ranks, top);
        }

        /**
         * Ranks candidates by their scores, the highest first; a score that is not a number comes
         * last.
         *
         * <p>Where scores are equal, a relevant candidate has a worse rank than the others, so that
         * a model that tells nothing apart ranks worst and not best. The best candidates are those
         * that a user is served, whichever are relevant: of equal scores, the first given.
         *
         * @param candidates the numbers of the candidates
         * @param scores one a candidate
         * @param relevant the numbers of the relevant ones; those that are no candidates are passed
         *     over
         * @param top how many of the best are kept
         */
        public static Ranking of(int[] candidates, float[] scores, int[] relevant, int top) {
            if (candidates.length != scores.length) {
                throw new IllegalArgumentException(
                        "%d scores for %d candidates".formatted(scores.length, candidates.length));
            }
            int[] wanted = relevant.clone();
            Arrays.sort(wanted);
            // sorted by score, then by position: one long each, best first
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

        /** Maps a score to an integer that is the smaller the higher the score is. */
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
