// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.search;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.io.Json;
import dev.sora.core.search.run.TrialOutcome;
import dev.sora.core.search.run.TrialRunner;
import dev.sora.core.search.run.TrialTask;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.verb.ExitStatus;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Trains trials by child processes that run {@code sora train}, or {@code sora evaluate} for a
 * model that is only measured. A child that trains ends with this process, however that ends: its
 * standard input ends then.
 *
 * @param start the command without arguments of the program
 */
public record ChildTrials(List<String> start) implements TrialRunner {

    private static final String RESULT = "result.json";
    private static final String LOG = "log.txt";

    /** The largest result that is read. */
    private static final long MOST_BYTES = 64L << 20;

    /** The time in which a child saves its state before it is ended. */
    private static final long SAVING_SECONDS = 60;

    /** Copies the list. */
    public ChildTrials {
        start = List.copyOf(start);
    }

    @Override
    public TrialOutcome run(TrialTask task) throws InterruptedException {
        File result = task.folder().resolve(RESULT).toFile();
        try {
            Process child =
                    new ProcessBuilder(command(task))
                            .redirectOutput(result)
                            .redirectError(
                                    ProcessBuilder.Redirect.appendTo(
                                            task.folder().resolve(LOG).toFile()))
                            .start();
            int status = await(child);
            if (status == ExitStatus.INTERRUPTED) {
                throw new InterruptedRunException("trial %d was stopped".formatted(task.number()));
            }
            return outcome(task, status, result.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(TrialTask task) {
        List<String> command = new ArrayList<>(start);
        if (task.model().isPresent()) {
            command.addAll(List.of("evaluate", task.model().get().toString(), "--json"));
            return command;
        }
        command.addAll(List.of("train", task.manifest().toString()));
        command.addAll(List.of("--out", task.folder().toString()));
        command.addAll(List.of("--resume", "--json", "--attached"));
        task.epochs()
                .ifPresent(
                        epochs ->
                                command.addAll(List.of("--until-epoch", Integer.toString(epochs))));
        if (!task.test()) {
            command.add("--without-test");
        }
        return command;
    }

    private static int await(Process child) throws InterruptedException {
        try {
            return child.waitFor();
        } catch (InterruptedException e) {
            stop(child);
            throw e;
        } finally {
            child.destroyForcibly();
        }
    }

    /** Asks a child to save its state, and waits until it has. */
    private static void stop(Process child) throws InterruptedException {
        try {
            OutputStream input = child.getOutputStream();
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            // it has ended already
            return;
        }
        child.waitFor(SAVING_SECONDS, TimeUnit.SECONDS);
    }

    private static TrialOutcome outcome(TrialTask task, int status, Path result) {
        try {
            if (Files.size(result) <= MOST_BYTES) {
                Map<String, Object> tree = Json.readObject(Files.readString(result), "the result");
                // the verb that measures a model shows its metrics alone
                Object found =
                        task.model().isPresent()
                                ? Map.of("test", tree.getOrDefault("test", Map.of()))
                                : tree.get("metrics");
                if (status == ExitStatus.DONE && found instanceof Map<?, ?> metrics) {
                    OptionalLong parameters =
                            tree.get("parameters") instanceof Long count
                                    ? OptionalLong.of(count)
                                    : OptionalLong.empty();
                    return new TrialOutcome(metrics(metrics), parameters, List.of());
                }
                List<Problem> problems = Tree.readProblems(tree);
                if (!problems.isEmpty()) {
                    return TrialOutcome.failed(problems);
                }
            }
        } catch (IOException | SoraException e) {
            // it ended before it wrote its result
            return TrialOutcome.failed(List.of(ended(task, status)));
        }
        return TrialOutcome.failed(List.of(ended(task, status)));
    }

    private static Problem ended(TrialTask task, int status) {
        return Problem.of("SORA-1014", "the process of a trial ended without a result")
                .where(task.folder().resolve(LOG).toString())
                .have("exit status %d%s".formatted(status, status == 137 ? ", killed" : ""))
                .fix(
                        status == 137
                                ? "memory may have run out: lower 'parallel', or narrow the space"
                                : "see the last lines of its log");
    }

    private static Map<String, Map<String, Map<String, Double>>> metrics(Map<?, ?> tree) {
        Map<String, Map<String, Map<String, Double>>> metrics = new LinkedHashMap<>();
        tree.forEach(
                (split, outputs) -> {
                    Map<String, Map<String, Double>> byOutput = new LinkedHashMap<>();
                    ((Map<?, ?>) outputs)
                            .forEach(
                                    (output, values) ->
                                            byOutput.put(
                                                    (String) output, numbers((Map<?, ?>) values)));
                    metrics.put((String) split, byOutput);
                });
        return metrics;
    }

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
}
