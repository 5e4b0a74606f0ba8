// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.session;

import dev.sora.core.TrainingSession;
import dev.sora.core.evaluation.DividedForwards;
import dev.sora.core.evaluation.Forwards;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.preparation.MinibatchShares;

/** Divides the minibatches and evaluations of a session into shares, if that is possible. */
final class SessionShares {

    private final FittedGraph graph;
    private final int records;

    /** The most shares that were found right. */
    private int checked = 1;

    SessionShares(FittedGraph graph, int records) {
        this.graph = graph;
        this.records = records;
    }

    /** Returns the predictions of an evaluation that sessions divide. */
    static Forwards forwards(int share, int shares, int most, TrainingSession.Exchange exchange) {
        SessionChecks.share(share, shares);
        return new DividedForwards(share, shares, most, exchange::gather);
    }

    /** Returns the number of training records. */
    int records() {
        return records;
    }

    /**
     * Checks a number of shares, once.
     *
     * @throws dev.sora.problem.SoraException if minibatches cannot be divided so
     */
    void check(int shares) {
        if (shares > checked) {
            MinibatchShares.check(graph, records, shares);
            checked = shares;
        }
    }
}
