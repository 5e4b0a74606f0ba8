// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.input;

import dev.sora.data.Records;
import dev.sora.particle.FittedInput;
import dev.sora.particle.InputParticle;
import dev.sora.particle.State;
import dev.sora.recommender.identifier.Interactions;
import dev.sora.recommender.identifier.Vocabulary;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * The items that a record's user has in the training data, the set {@code N(u)} of Koren (2008),
 * "Factorization meets the neighborhood".
 *
 * @param user the column of users
 * @param item the column of items
 * @param minCount the minimum count of an item in training; rarer items are left out
 * @param maxItems the maximum number of items of one user
 */
record HistoryInput(String user, String item, long minCount, int maxItems)
        implements InputParticle {

    @Override
    public SignalSpec spec() {
        return spec(TensorSpec.UNKNOWN);
    }

    /** Returns the signal for a number of item indices. */
    static SignalSpec spec(long items) {
        return SignalSpec.sequence(TensorSpec.indices(items, TensorSpec.UNKNOWN));
    }

    @Override
    public FittedInput fit(Records records) {
        Vocabulary users = IdentifierInput.learn(records, user, 1);
        Vocabulary items = IdentifierInput.learn(records, item, minCount);
        return new FittedHistory(
                this, users, items, Interactions.of(records, users, user, items, item));
    }

    @Override
    public FittedInput restore(State state) {
        Vocabulary users = Vocabulary.restore(state, "users");
        Vocabulary items = Vocabulary.restore(state, "items");
        return new FittedHistory(this, users, items, Interactions.restore(state, users, items));
    }
}
