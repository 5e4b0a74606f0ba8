// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.data.Records;
import dev.sora.particle.FittedOutput;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.State;
import dev.sora.particle.UnaryOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.recommender.identifier.Interactions;
import dev.sora.recommender.identifier.Vocabulary;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Recommends items from implicit feedback.
 *
 * @param user the column of users
 * @param item the column of items
 * @param itemColumns further columns of items
 * @param negatives the number of items drawn for each record
 * @param loss the training loss
 * @param protocol the evaluation protocol
 * @param top the number of recommended items
 * @param symmetric whether users and items have the same names, and a pair has no direction
 * @param popular whether unknown users receive the most popular items
 * @param score how a signal becomes a number
 */
record Implicit(
        String user,
        String item,
        List<String> itemColumns,
        int negatives,
        PairLoss loss,
        Protocol protocol,
        int top,
        boolean symmetric,
        boolean popular,
        Score score)
        implements UnaryOutput {

    Implicit {
        itemColumns = List.copyOf(itemColumns);
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        if (protocol.kind().equals("given") && protocol.column().isEmpty()) {
            throw new ShapeException(
                    "'negatives_column', for 'evaluation' is 'given'",
                    "none",
                    "name the column that lists the items, or set 'evaluation: all'");
        }
        if (symmetric && !protocol.excludeSeen()) {
            throw new ShapeException(
                    "'exclude_seen: true' with 'symmetric'",
                    "exclude_seen: false",
                    "remove one of them: ranked among the pairs of the training, a pair of the other"
                            + " direction would be known");
        }
        Set<String> columns = new HashSet<>(List.of(user, item));
        if (columns.size() < 2 || !itemColumns.stream().allMatch(columns::add)) {
            throw new ShapeException(
                    "'user', 'item' and 'item_columns' that name each column once",
                    "%s, %s and %s".formatted(user, item, itemColumns),
                    "list in 'item_columns' what describes the item beside its own column");
        }
        return score.plan(input);
    }

    @Override
    public FittedOutput fit(Records records) {
        Vocabulary users = users(records);
        Candidates candidates = Candidates.of(records, item, itemColumns);
        if (users.names().isEmpty() || candidates.items().names().isEmpty()) {
            throw new DataException(
                    Problem.of("SORA-4602", "there are no users or no items to learn from")
                            .needs("values in the columns '%s' and '%s'".formatted(user, item))
                            .fix("name other columns"));
        }
        return new FittedImplicit(
                this,
                users,
                candidates,
                symmetric
                        ? Interactions.symmetric(records, users, user, candidates.items(), item)
                        : Interactions.of(records, users, user, candidates.items(), item));
    }

    /** Of pairs without direction, a name in the column of items is known as a user, too. */
    private Vocabulary users(Records records) {
        Vocabulary users = Vocabulary.of(records, user, 1);
        return symmetric && !users.names().isEmpty()
                ? users.with(Vocabulary.of(records, item, 1))
                : users;
    }

    @Override
    public FittedOutput restore(State state) {
        Vocabulary users = Vocabulary.restore(state, "users");
        List<String> columns = new ArrayList<>(itemColumns);
        columns.add(0, item);
        Candidates candidates = Candidates.restore(state, columns);
        return new FittedImplicit(
                this, users, candidates, Interactions.restore(state, users, candidates.items()));
    }
}
