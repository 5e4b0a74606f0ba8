// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.score;

import ai.djl.ndarray.NDArray;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.AnswerUnit;
import dev.sora.particle.FittedOutput;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.Optional;
import java.util.function.Function;

/** The scores of the answers of an output, as its plugin computes them. */
public final class AnswerScores {

    private final FittedGraph graph;
    private final Node.Output output;

    /** Creates the scores of an output of a graph. */
    public AnswerScores(FittedGraph graph, Node.Output output) {
        this.graph = graph;
        this.output = output;
    }

    /**
     * Returns the scores that a prediction gives to the answers, {@code (batch)}, in {@link #unit};
     * empty if answers have no single score.
     *
     * @param answered decides the answers
     */
    public Optional<NDArray> of(Signal prediction, Signal answered) {
        return asked(fitted -> fitted.answerScores(prediction, answered));
    }

    /** Returns how the scores follow from numbers on the device. */
    public AnswerUnit unit() {
        return asked(FittedOutput::answerUnit);
    }

    /**
     * Returns the answers that a prediction decides, one for each of its rows; empty if answers
     * have no single score.
     */
    public Optional<ScoredAnswer> fixed(Signal answered) {
        return of(answered, answered)
                .map(
                        known ->
                                new ScoredAnswer(
                                        graph,
                                        output,
                                        new AnswerScore(
                                                "the score of the answer",
                                                unit(),
                                                prediction ->
                                                        of(prediction, answered)
                                                                .orElseThrow(this::refused))));
    }

    private <R> R asked(Function<FittedOutput, R> question) {
        return ScoredAnswer.asked(graph, output, question);
    }

    /** Returns the refusal of an output whose answers have no single score. */
    public SoraException refused() {
        return ScoredAnswer.refused(output, false);
    }
}
