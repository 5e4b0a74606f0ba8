// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.search;

import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.core.search.run.TrialOutcome;
import dev.sora.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The outcome of a trial as JSON, in which an executor sends it to the driver. */
final class TrialReport {

    private static final String METRICS = "metrics";
    private static final String PARAMETERS = "parameters";
    private static final String PROBLEMS = "problems";

    private TrialReport() {}

    static String write(TrialOutcome outcome) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(METRICS, outcome.metrics());
        outcome.parameters().ifPresent(count -> tree.put(PARAMETERS, count));
        tree.put(PROBLEMS, outcome.problems().stream().map(TrialReport::tree).toList());
        return Json.line(JsonTree.of(tree));
    }

    static TrialOutcome read(String report) {
        Map<String, Object> tree = Json.readObject(report, "the report of a trial");
        Map<String, Map<String, Map<String, Double>>> metrics = new LinkedHashMap<>();
        ((Map<?, ?>) tree.get(METRICS))
                .forEach(
                        (split, outputs) -> {
                            Map<String, Map<String, Double>> byOutput = new LinkedHashMap<>();
                            ((Map<?, ?>) outputs)
                                    .forEach(
                                            (output, values) ->
                                                    byOutput.put(
                                                            (String) output,
                                                            numbers((Map<?, ?>) values)));
                            metrics.put((String) split, byOutput);
                        });
        List<Problem> problems = new ArrayList<>();
        for (Object each : (List<?>) tree.get(PROBLEMS)) {
            problems.add(problem((Map<?, ?>) each));
        }
        return new TrialOutcome(
                metrics,
                tree.get(PARAMETERS) instanceof Long count
                        ? OptionalLong.of(count)
                        : OptionalLong.empty(),
                problems);
    }

    /** Returns numbers; JSON has null for those that are not finite. */
    private static Map<String, Double> numbers(Map<?, ?> values) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        values.forEach(
                (name, value) ->
                        numbers.put(
                                (String) name,
                                value instanceof Number number
                                        ? number.doubleValue()
                                        : Double.NaN));
        return numbers;
    }

    private static Map<String, Object> tree(Problem problem) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", problem.code());
        tree.put("message", problem.message());
        tree.put("where", problem.where());
        tree.put("needs", problem.needs());
        tree.put("have", problem.have());
        tree.put("fix", problem.fix());
        return tree;
    }

    private static Problem problem(Map<?, ?> tree) {
        return new Problem(
                (String) tree.get("code"),
                (String) tree.get("message"),
                (String) tree.get("where"),
                (String) tree.get("needs"),
                (String) tree.get("have"),
                (String) tree.get("fix"));
    }
}
