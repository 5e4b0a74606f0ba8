// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.graph.FittedGraph;
import dev.sora.core.graph.PluginWork;
import dev.sora.core.packaging.Json;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What inputs and outputs learned, checked before hours are spent on weights: a package that cannot
 * be opened is worth nothing.
 */
final class LearnedStates {

    private LearnedStates() {}

    /** Returns what the inputs and outputs of a graph learned, by the names of their nodes. */
    static Map<String, Map<String, Object>> of(FittedGraph graph) {
        Map<String, Map<String, Object>> states = new LinkedHashMap<>();
        for (Node node : graph.plan().nodes()) {
            if (node instanceof Node.Input) {
                states.put(node.name(), graph.inputs().get(node.name()).state());
            } else if (node instanceof Node.Output) {
                states.put(node.name(), graph.outputs().get(node.name()).state());
            }
        }
        return states;
    }

    /**
     * Checks that a package can hold what was learned, and that each particle takes it back.
     *
     * @throws DataException if a state is too large or holds a number that is not finite
     * @throws SoraException if a particle does not restore what it saved
     */
    static void check(FittedGraph graph) {
        Map<String, Map<String, Object>> states = of(graph);
        Plan plan = graph.plan();
        states.forEach((node, state) -> checkFinite(plan, node, state));
        ModelPackage.check(states);
        for (Node node : plan.nodes()) {
            Map<String, Object> state = states.get(node.name());
            if (node instanceof Node.Input input) {
                checkRestored(plan, node, state, s -> input.particle().restore(s).state());
            } else if (node instanceof Node.Output output) {
                checkRestored(plan, node, state, s -> output.particle().restore(s).state());
            }
        }
    }

    private static void checkFinite(Plan plan, String node, Map<String, Object> state) {
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
    private static Optional<String> notFinite(String path, Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? Optional.empty() : Optional.of(path + ": " + number);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> notFinite(below(path, e.getKey()), e.getValue()))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Optional<String> found = notFinite(path + "[" + i + "]", list.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String below(String path, Object key) {
        return path.isEmpty() ? String.valueOf(key) : path + "." + key;
    }

    @FunctionalInterface
    private interface Restoring {
        Map<String, Object> again(Map<String, Object> state);
    }

    private static void checkRestored(
            Plan plan, Node node, Map<String, Object> state, Restoring restoring) {
        String saved = Json.line(state);
        Map<String, Object> read = Json.readObject(saved, node.name());
        String again;
        try {
            again =
                    Json.line(
                            PluginWork.call(
                                    plan,
                                    node.planned(),
                                    "restored what '%s' learned".formatted(node.name()),
                                    () -> restoring.again(read)));
        } catch (DataException e) {
            throw notRestored(plan, node, e.problems().get(0).message(), e);
        }
        if (!again.equals(saved)) {
            throw notRestored(plan, node, "a state that differs", new IllegalStateException(again));
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
