// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generative model of users, items and their ratings.
 *
 * <p>An item has a genre, a quality and a popularity. A user likes two genres, dislikes the others
 * a little, and rates generously or strictly. Everything depends only on the seed and the number of
 * the user: {@link Random} is specified exactly.
 */
final class PreferenceModel {

    private static final double LIKED = 1.2;
    private static final double DISLIKED = -0.5;

    private final int genres;
    private final double noise;
    private final long seed;
    private final int[] genre;
    private final double[] quality;
    private final double[] popularity;

    PreferenceModel(int items, int genres, double noise, long seed) {
        this.genres = genres;
        this.noise = noise;
        this.seed = seed;
        Random random = new Random(seed);
        genre = new int[items];
        quality = new double[items];
        popularity = new double[items];
        for (int item = 0; item < items; item++) {
            genre[item] = random.nextInt(genres);
            quality[item] = random.nextGaussian() * 0.4;
            double chance = 1 - random.nextDouble();
            popularity[item] = 1 / (0.1 + chance);
        }
    }

    int items() {
        return genre.length;
    }

    int genre(int item) {
        return genre[item];
    }

    /** A rating of a user. */
    record Rated(int item, double rating, boolean click, long timestamp) {}

    /**
     * A user.
     *
     * @param age between 15 and 75
     * @param ratings in chronological order
     * @param untouched items that the user never rates
     */
    record User(double age, List<Rated> ratings, List<Integer> untouched) {}

    /** Draws a user who rates {@code count} different items. */
    User user(int number, int count, int negatives) {
        Random random = new Random(seed * 1_000_003L + number + 1);
        int first = random.nextInt(genres);
        int second = random.nextInt(genres);
        double generosity = random.nextGaussian() * 0.3;
        double age = 15 + random.nextInt(61);
        boolean[] taken = new boolean[items()];
        double[] weights = new double[items()];
        for (int item = 0; item < items(); item++) {
            boolean likes = genre[item] == first || genre[item] == second;
            weights[item] = popularity[item] * (likes ? 8 : 1);
        }
        List<Rated> ratings = new ArrayList<>();
        long time = 1_000_000_000L + random.nextInt(10_000_000);
        for (int i = 0; i < count; i++) {
            int item = draw(weights, taken, random);
            boolean likes = genre[item] == first || genre[item] == second;
            double liking = generosity + quality[item] + (likes ? LIKED : DISLIKED);
            double rating = Math.rint(3.2 + liking + noise * random.nextGaussian());
            double chance = 1 / (1 + StrictMath.exp(1 - 2 * liking));
            time += 1 + random.nextInt(100_000);
            ratings.add(
                    new Rated(
                            item,
                            Math.max(1, Math.min(5, rating)),
                            random.nextDouble() < chance,
                            time));
        }
        List<Integer> untouched = new ArrayList<>();
        while (untouched.size() < Math.min(negatives, items() - count)) {
            int item = random.nextInt(items());
            if (!taken[item]) {
                taken[item] = true;
                untouched.add(item);
            }
        }
        return new User(age, ratings, untouched);
    }

    /** Draws an item that is not taken yet, with probability proportional to its weight. */
    private static int draw(double[] weights, boolean[] taken, Random random) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += taken[i] ? 0 : weights[i];
        }
        double left = random.nextDouble() * sum;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!taken[i]) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    break;
                }
            }
        }
        taken[last] = true;
        return last;
    }
}
