// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.predict;

import dev.sora.core.io.Json;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.spark.rows.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Problems of a task, in a form that reaches the driver: Spark sends exceptions as Java objects,
 * and problems are none.
 */
final class ExecutorFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The remedy of records in memory, which programs of Spark do not have. */
    private static final String OF_PROGRAMS =
            "PredictionOptions.skippingBroken() gives such records a prediction with their error";

    private static final String OF_TABLES =
            "with --on-error skip, or the parameter onError of the transformer, such rows get their"
                    + " error in a column";

    private final String problems;

    private ExecutorFailure(List<Problem> problems) {
        super(problems.get(0).toString());
        this.problems = Json.line(problems.stream().map(ExecutorFailure::tree).toList());
    }

    /** Runs what a task does, with its problems in a form that reaches the driver. */
    static <R> R carry(Supplier<R> work) {
        return carry(work, OF_TABLES);
    }

    /**
     * Runs what a task does, with its problems in a form that reaches the driver.
     *
     * @param skipping how its caller predicts although records are broken
     */
    static <R> R carry(Supplier<R> work, String skipping) {
        try {
            return work.get();
        } catch (SoraException e) {
            throw new ExecutorFailure(
                    e.problems().stream()
                            .map(p -> p.fix(p.fix().replace(OF_PROGRAMS, skipping)))
                            .toList());
        }
    }

    /**
     * Runs a job on the driver.
     *
     * @throws SoraException with the problems of the first task that failed for such
     */
    static <R> R receive(String where, Supplier<R> job) {
        try {
            return job.get();
        } catch (SoraException e) {
            throw e;
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ExecutorFailure failure) {
                    throw new SoraException(failure.problems(), e);
                }
            }
            throw new DataException(
                    Problem.of("SORA-7108", "Spark could not complete the job")
                            .where(where)
                            .have(firstLine(e))
                            .fix("see the log of Spark"),
                    e);
        }
    }

    private static String firstLine(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Messages.firstLine(root);
    }

    private List<Problem> problems() {
        List<Problem> read = new ArrayList<>();
        for (Map<String, Object> tree : Json.readRecords(problems, "executor")) {
            read.add(
                    new Problem(
                            (String) tree.get("code"),
                            (String) tree.get("message"),
                            (String) tree.get("where"),
                            (String) tree.get("needs"),
                            (String) tree.get("have"),
                            (String) tree.get("fix")));
        }
        return read;
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
}
