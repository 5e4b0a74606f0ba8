// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.evaluation;

import dev.sora.core.plan.Node;
import dev.sora.core.retrieval.CandidateScorer;
import dev.sora.core.retrieval.Retriever;
import dev.sora.metric.Outcome;
import dev.sora.particle.Retrieval;
import dev.sora.particle.Retrieval.Question;
import dev.sora.problem.RecordException;
import java.util.Optional;

/**
 * Measures the answers of an output that chooses among candidates.
 *
 * @param outcomes also receives the outcome of each question, and that of the baseline
 */
record CandidateEvaluation(Retriever retriever, MetricAccumulator tally, Outcomes outcomes)
        implements CandidateScorer.Receiver {

    @Override
    public void answered(Question question, float[] scores) {
        Node.Output node = retriever.node();
        Retrieval retrieval = retriever.retrieval();
        Outcome outcome = tally.measured(node.planned(), () -> retrieval.outcome(question, scores));
        tally.add(outcome, () -> retrieval.loss(question, scores));
        outcomes.add(node.name(), outcome);
        outcomes.addBaseline(
                node.name(),
                () -> tally.measured(node.planned(), () -> baseline(retrieval, question)));
    }

    private static Optional<Outcome> baseline(Retrieval retrieval, Question question) {
        return retrieval
                .baseline()
                .map(baseline -> retrieval.outcome(question, baseline.scores(question)));
    }

    @Override
    public void broken(Question question, RecordException thrown) {
        throw thrown;
    }
}
