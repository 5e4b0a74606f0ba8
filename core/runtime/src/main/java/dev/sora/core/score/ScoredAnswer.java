// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.score;

import ai.djl.ndarray.NDArray;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.plan.Node;
import dev.sora.particle.AnswerPart;
import dev.sora.particle.AnswerScore;
import dev.sora.particle.AnswerUnit;
import dev.sora.particle.FittedOutput;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.Optional;
import java.util.function.Function;

/** A fixed answer, or a part of it, with the score that its plugin computes for predictions. */
public final class ScoredAnswer {

    private final FittedGraph graph;
    private final Node.Output output;
    private final AnswerScore score;

    ScoredAnswer(FittedGraph graph, Node.Output output, AnswerScore score) {
        this.graph = graph;
        this.output = output;
        this.score = score;
    }

    /**
     * Returns a part of an answer; empty if the answers have no number that stands for them.
     *
     * @param answered the prediction for one record, which decides the answer
     * @param part its name; empty if the output is to choose
     * @throws SoraException if the answer has no such part
     */
    public static Optional<ScoredAnswer> of(
            FittedGraph graph, Node.Output output, Signal answered, String part) {
        return asked(graph, output, fitted -> fitted.answerScore(new AnswerPart(answered, part)))
                .map(score -> new ScoredAnswer(graph, output, score));
    }

    /**
     * Returns the likeness of answers to that of a reference.
     *
     * @param reference the prediction for that record
     * @throws SoraException if such answers are not compared
     */
    public static ScoredAnswer likeness(FittedGraph graph, Node.Output output, Signal reference) {
        return asked(graph, output, fitted -> fitted.similarity(reference))
                .map(score -> new ScoredAnswer(graph, output, score))
                .orElseThrow(
                        () ->
                                new SoraException(
                                        Problem.of(
                                                        "SORA-4963",
                                                        "the answers of '%s' are not compared with a reference"
                                                                .formatted(output.name()))
                                                .needs("an output of vectors, such as 'embedding'")
                                                .have(
                                                        "'%s'"
                                                                .formatted(
                                                                        output.planned()
                                                                                .qualifiedName()))
                                                .fix(
                                                        "leave the reference out: its answers have"
                                                                + " scores of their own")));
    }

    /**
     * Returns the refusal of an output whose answers have no single score.
     *
     * @param answered a prediction
     */
    public static SoraException refused(FittedGraph graph, Node.Output output, Signal answered) {
        return refused(
                output, asked(graph, output, fitted -> fitted.similarity(answered)).isPresent());
    }

    /**
     * Returns the refusal of an output whose answers have no single score.
     *
     * @param compared whether its answers can be compared with those to other records
     */
    static SoraException refused(Node.Output output, boolean compared) {
        return new SoraException(
                Problem.of(
                                "SORA-4931",
                                "the answers of '%s' have no single score that can be explained"
                                        .formatted(output.name()))
                        .needs(
                                compared
                                        ? "a record whose answer others are compared with"
                                        : "an output such as 'classification' or 'regression'")
                        .have("'%s'".formatted(output.planned().qualifiedName()))
                        .fix(
                                compared
                                        ? "name a reference, a file with one record"
                                        : "name other outputs, if the model has any"));
    }

    static <R> R asked(FittedGraph graph, Node.Output output, Function<FittedOutput, R> question) {
        return PluginWork.call(
                graph.plan(),
                output.planned(),
                "gave the scores of the answers of '%s'".formatted(output.name()),
                () -> question.apply(graph.outputs().get(output.name())));
    }

    /** Returns the scores that a prediction gives, {@code (batch)}, in {@link #unit}. */
    public NDArray of(Signal prediction) {
        return asked(graph, output, fitted -> score.numbers().apply(prediction));
    }

    /** Returns how the scores follow from numbers on the device. */
    public AnswerUnit unit() {
        return score.unit();
    }

    /** Returns what the score is, as a phrase. */
    public String meaning() {
        return score.meaning();
    }
}
