// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.packaging.SavedState;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.DoubleBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Saves and checks the learned preprocessing of inputs and outputs before the training starts, so
 * that no long training ends with a package that cannot be opened.
 */
public final class LearnedStates {

    private LearnedStates() {}

    /**
     * Returns the learned preprocessing of the inputs and outputs of a graph, and what defines
     * particles, by the names of their nodes.
     */
    public static Map<String, State> of(FittedGraph graph) {
        Map<String, State> states = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            if (node instanceof Node.Input) {
                states.put(
                        node.name(), learned(graph, node, graph.inputs().get(node.name())::state));
            } else if (node instanceof Node.Output) {
                states.put(
                        node.name(), learned(graph, node, graph.outputs().get(node.name())::state));
            } else if (node instanceof Node.Core core) {
                core.definition().ifPresent(state -> states.put(node.name(), state));
            }
        }
        return states;
    }

    private static State learned(FittedGraph graph, Node node, Supplier<State> state) {
        return PluginWork.call(
                graph.plan(),
                node.planned(),
                "reported what '%s' learned".formatted(node.name()),
                () -> Objects.requireNonNull(state.get(), "state"));
    }

    /**
     * Checks that a package can hold the learned preprocessing, and that each particle restores it.
     *
     * @throws DataException if a state is too large or contains a number that is not finite
     * @throws SoraException if a particle does not restore what it saved
     */
    public static void check(FittedGraph graph) {
        Map<String, State> states = of(graph);
        Plan plan = graph.plan();
        states.forEach((node, state) -> checkFinite(plan, node, state));
        ModelPackage.check(states);
        for (Node node : plan.nodes()) {
            State state = states.get(node.name());
            if (node instanceof Node.Input input) {
                checkRestored(plan, node, state, s -> input.particle().restore(s).state());
            } else if (node instanceof Node.Output output) {
                checkRestored(plan, node, state, s -> output.particle().restore(s).state());
            }
        }
    }

    private static void checkFinite(Plan plan, String node, State state) {
        notFinite("", state)
                .ifPresent(
                        found -> {
                            throw new DataException(
                                    Problem.of(
                                                    "SORA-4408",
                                                    ("'%s' learned a number that is not finite from"
                                                                    + " the training data")
                                                            .formatted(node))
                                            .where(plan.manifest().where(node(plan, node)))
                                            .have(found)
                                            .fix(
                                                    "look for extreme values in its columns: leave"
                                                            + " them out, name them under 'missing', or"
                                                            + " scale them"));
                        });
    }

    private static String node(Plan plan, String name) {
        return plan.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow()
                .planned()
                .path();
    }

    /** Finds a number that is not finite: its path and value. */
    private static Optional<String> notFinite(String path, State state) {
        for (Map.Entry<String, Object> entry : state.values().entrySet()) {
            String key = path + entry.getKey();
            if (entry.getValue() instanceof Double number && !Double.isFinite(number)) {
                return Optional.of(key + ": " + number);
            }
            if (entry.getValue() instanceof DoubleBuffer numbers) {
                for (int i = 0; i < numbers.limit(); i++) {
                    if (!Double.isFinite(numbers.get(i))) {
                        return Optional.of("%s[%d]: %s".formatted(key, i, numbers.get(i)));
                    }
                }
            }
            if (entry.getValue() instanceof List<?> list) {
                for (int i = 0; i < list.size() && list.get(i) instanceof State inner; i++) {
                    Optional<String> found = notFinite("%s[%d].".formatted(key, i), inner);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    @FunctionalInterface
    private interface Restoring {
        State again(State state);
    }

    private static void checkRestored(Plan plan, Node node, State state, Restoring restoring) {
        State read = SavedState.of(state).state(node.name());
        State again;
        try {
            again =
                    PluginWork.call(
                            plan,
                            node.planned(),
                            "restored what '%s' learned".formatted(node.name()),
                            () -> restoring.again(read));
        } catch (DataException e) {
            throw notRestored(plan, node, e.problems().get(0).message(), e);
        }
        if (!again.equals(state)) {
            throw notRestored(
                    plan,
                    node,
                    "a state that differs",
                    new IllegalStateException(again.toString()));
        }
    }

    private static SoraException notRestored(Plan plan, Node node, String have, Throwable cause) {
        return new SoraException(
                List.of(
                        Problem.of(
                                        "SORA-3906",
                                        "'%s' of plugin '%s' does not restore what it saved"
                                                .formatted(
                                                        node.planned().type().descriptor().name(),
                                                        node.planned().plugin().name()))
                                .where(plan.manifest().where(node.planned().path()))
                                .needs("the state of '%s' again".formatted(node.name()))
                                .have(have)
                                .fix("report it to the plugin's authors: no package would open")),
                cause);
    }
}
