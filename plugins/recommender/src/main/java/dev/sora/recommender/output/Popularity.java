// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.particle.Retrieval.Baseline;
import dev.sora.particle.Retrieval.Question;
import dev.sora.recommender.identifier.Interactions;
import java.util.function.IntUnaryOperator;

/** Ranks items by the number of users with a training interaction. */
final class Popularity implements Baseline {

    private final int[] users;

    /**
     * Counts the users of each item.
     *
     * @param size the number of items
     * @param own the item that is a user itself, and is not counted; 0 if none is
     */
    Popularity(Interactions interactions, int size, IntUnaryOperator own) {
        users = new int[size];
        for (int user = 0; user < interactions.users(); user++) {
            int itself = own.applyAsInt(user);
            for (int i = 0; i < interactions.count(user); i++) {
                int item = interactions.item(user, i);
                users[item - 1] += item == itself ? 0 : 1;
            }
        }
    }

    @Override
    public String name() {
        return "popularity";
    }

    @Override
    public String meaning() {
        return "the same metrics where the candidates of each question are ranked by the number of"
                + " users whom the training data has with them, without the model; questions,"
                + " candidates and the rule for equal scores are those of the protocol";
    }

    @Override
    public float[] scores(Question question) {
        float[] scores = new float[question.candidates().length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = users[question.candidates()[i]];
        }
        return scores;
    }
}
