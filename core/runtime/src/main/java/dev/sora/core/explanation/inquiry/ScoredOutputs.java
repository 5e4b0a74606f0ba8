// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.inquiry;

import dev.sora.core.ExplanationOptions;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.score.ScoredAnswer;
import dev.sora.generation.StepwiseOutput;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds the outputs whose answers have scores, and these scores. */
public final class ScoredOutputs {

    private final FittedGraph graph;
    private final ExplanationOptions options;

    /** Creates the outputs of the options. */
    public ScoredOutputs(FittedGraph graph, ExplanationOptions options) {
        this.graph = graph;
        this.options = options;
    }

    /**
     * Returns the outputs of the options; all if there are none.
     *
     * @throws SoraException if there is no such output, or several where a part of an answer or a
     *     reference needs one; if there are both, a part and a reference
     */
    public List<Node.Output> named() {
        List<Node.Output> all = graph.plan().nodes(Node.Output.class);
        List<String> names = options.outputs();
        for (String name : names) {
            if (all.stream().noneMatch(output -> output.name().equals(name))) {
                throw new SoraException(
                        Problem.of("SORA-4935", "the model has no output '%s'".formatted(name))
                                .have(String.join(", ", all.stream().map(Node::name).toList()))
                                .fix("name one of these, or none for all of them"));
            }
        }
        List<Node.Output> named =
                names.isEmpty() ? all : all.stream().filter(o -> names.contains(o.name())).toList();
        if (!options.part().isEmpty() && options.reference().isPresent()) {
            throw new SoraException(
                    Problem.of("SORA-4963", "a part of an answer is not compared with a reference")
                            .needs("a part, or a reference")
                            .have("the part '%s', and a reference".formatted(options.part()))
                            .fix("leave one of the two out"));
        }
        boolean one = !options.part().isEmpty() || options.reference().isPresent();
        if (one && named.size() > 1) {
            throw new SoraException(
                    Problem.of("SORA-4962", "a part of an answer, or a reference, needs one output")
                            .have(String.join(", ", named.stream().map(Node::name).toList()))
                            .fix("name one of these outputs"));
        }
        return named;
    }

    /**
     * Returns the outputs of the options without those that generate step by step: their metrics
     * compare what is generated, with nothing replaced.
     *
     * @param unscored receives a sentence about each output that is left out
     * @throws SoraException if one is named, or none remains
     */
    public List<Node.Output> measured(List<String> unscored) {
        List<Node.Output> measured = new ArrayList<>();
        List<Node.Output> named = named();
        for (Node.Output output : named) {
            if (!(graph.outputs().get(output.name()) instanceof StepwiseOutput)) {
                measured.add(output);
            } else if (options.outputs().isEmpty() && named.size() > 1) {
                unscored.add(
                        "'%s' is not explained: it generates its answers step by step"
                                .formatted(output.name()));
            } else {
                throw new SoraException(
                        Problem.of(
                                        "SORA-4939",
                                        "'%s' generates its answers and has no view over data"
                                                .formatted(output.name()))
                                .fix("explain records, with --input"));
            }
        }
        if (measured.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-4939", "outputs that generate have no view over data")
                            .have(String.join(", ", named.stream().map(Node::name).toList()))
                            .fix("explain records, with --input"));
        }
        return measured;
    }

    /**
     * Returns the scores of the answers to a record. Outputs whose answers have none, or not that
     * to this record, are left out, unless they are named.
     *
     * @param answered returns the prediction for the record
     * @param reference returns the prediction for the reference; empty if there is none
     * @param unscored receives a sentence about each output that is left out
     * @throws SoraException if one is named, or none remains
     */
    public Map<Node.Output, ScoredAnswer> of(
            List<Node.Output> outputs,
            Function<Node.Output, Signal> answered,
            Optional<Function<Node.Output, Signal>> reference,
            List<String> unscored) {
        Map<Node.Output, ScoredAnswer> scored = new LinkedHashMap<>();
        Optional<DataException> refused = Optional.empty();
        for (Node.Output output : outputs) {
            if (reference.isPresent()) {
                Signal compared = reference.get().apply(output);
                scored.put(output, ScoredAnswer.likeness(graph, output, compared));
                continue;
            }
            Signal answer = answered.apply(output);
            Optional<ScoredAnswer> found;
            try {
                found = ScoredAnswer.of(graph, output, answer, options.part());
            } catch (DataException e) {
                if (!options.outputs().isEmpty()) {
                    throw e;
                }
                refused = Optional.of(e);
                unscored.add(
                        "'%s' is not explained: %s"
                                .formatted(output.name(), e.problems().get(0).message()));
                continue;
            }
            if (found.isPresent()) {
                scored.put(output, found.get());
            } else if (options.outputs().isEmpty()) {
                unscored.add(
                        "'%s' is not explained: its answers have no single score"
                                .formatted(output.name()));
            } else {
                throw ScoredAnswer.refused(graph, output, answer);
            }
        }
        if (scored.isEmpty() && refused.isPresent()) {
            throw refused.get();
        }
        if (scored.isEmpty()) {
            throw ScoredAnswer.refused(graph, outputs.get(0), answered.apply(outputs.get(0)));
        }
        return scored;
    }
}
