// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.RunEvent;
import dev.sora.problem.Problem;
import dev.sora.source.PassedOver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts problems and reported events to trees for JSON. */
public final class Tree {

    private Tree() {}

    /**
     * Returns the data that sources did not read as a tree: by split, the fields of each reason.
     */
    public static Map<String, Object> passedOver(Map<String, List<PassedOver>> parts) {
        Map<String, Object> trees = new LinkedHashMap<>();
        parts.forEach(
                (part, what) -> trees.put(part, what.stream().map(Tree::passedOver).toList()));
        return trees;
    }

    private static Map<String, Object> passedOver(PassedOver what) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("reason", what.reason());
        tree.put("count", what.count());
        tree.put("examples", what.examples());
        part(tree, "fix", what.fix());
        return tree;
    }

    /** Returns the values that did not occur in training as a tree: by split, the columns. */
    public static Map<String, Object> unknown(Map<String, List<RunEvent.UnknownInput>> parts) {
        Map<String, Object> trees = new LinkedHashMap<>();
        parts.forEach(
                (part, inputs) -> trees.put(part, inputs.stream().map(Tree::unknown).toList()));
        return trees;
    }

    private static Map<String, Object> unknown(RunEvent.UnknownInput one) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("input", one.input());
        tree.put("column", one.values().column());
        tree.put("what", one.values().what());
        tree.put("values", one.values().values());
        tree.put("unknown", one.values().unknown());
        tree.put("share", one.values().share());
        tree.put("examples", one.values().examples());
        return tree;
    }

    /** Returns problems as a tree; empty fields are left out. */
    public static List<Map<String, Object>> problems(List<Problem> problems) {
        return problems.stream().map(Tree::problem).toList();
    }

    /** Reads the problems of a tree that another process of Sora printed. */
    public static List<Problem> readProblems(Map<String, Object> tree) {
        List<Problem> problems = new ArrayList<>();
        for (Object each : tree.get("problems") instanceof List<?> list ? list : List.of()) {
            problems.add(readProblem((Map<?, ?>) each));
        }
        return problems;
    }

    /** Reads a problem that another process of Sora wrote. */
    public static Problem readProblem(Map<?, ?> problem) {
        return new Problem(
                text(problem, "code"),
                text(problem, "message"),
                text(problem, "where"),
                text(problem, "needs"),
                text(problem, "have"),
                text(problem, "fix"));
    }

    private static String text(Map<?, ?> tree, String key) {
        return tree.get(key) instanceof String text ? text : "";
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", problem.code());
        tree.put("message", problem.message());
        part(tree, "where", problem.where());
        part(tree, "needs", problem.needs());
        part(tree, "have", problem.have());
        part(tree, "fix", problem.fix());
        return tree;
    }

    private static void part(Map<String, Object> tree, String name, String value) {
        if (!value.isEmpty()) {
            tree.put(name, value);
        }
    }
}
