// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.spark;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.io.Json;
import dev.sora.launcher.show.Tree;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A call that Spark runs: the command that submits it, and what it reports. */
public final class SparkSubmission {

    private static final String MAIN = "dev.sora.spark.SparkMain";

    /** The largest report of problems that is read. */
    private static final long MOST_BYTES = 8L << 20;

    private final Path submit;
    private final SparkJars jars;

    /**
     * Creates submissions of an installation.
     *
     * @param kernel the jars of the command line
     * @param optional the jars in the folder for Spark
     * @param plugins the jars of the active plugins
     * @throws SoraException if Spark, or the jar that is submitted to it, is missing
     */
    public SparkSubmission(
            Map<String, String> environment,
            List<Path> kernel,
            List<Path> optional,
            List<Path> plugins) {
        submit = SparkHome.submit(environment);
        jars = SparkJars.of(environment, kernel, optional, plugins);
    }

    /**
     * Runs a call, and returns when it has ended. What Spark logs goes to standard error.
     *
     * @param name the name of the application
     * @param settings settings of Spark, as {@code key=value}
     * @param call the verb and its arguments
     * @throws SoraException with the problems of the call, or if Spark ended it otherwise
     */
    public void run(String name, String master, List<String> settings, List<String> call) {
        try {
            Path problems = Files.createTempFile("sora-spark-", ".json");
            try {
                Process child =
                        new ProcessBuilder(command(name, master, settings, call, problems))
                                .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                                .redirectError(ProcessBuilder.Redirect.INHERIT)
                                .start();
                require(await(child), problems);
            } finally {
                Files.deleteIfExists(problems);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '/' ? "/dev/null" : "NUL");
    }

    List<String> command(
            String name, String master, List<String> settings, List<String> call, Path problems) {
        List<String> command = new ArrayList<>();
        command.add(submit.toString());
        command.addAll(List.of("--master", master, "--deploy-mode", "client"));
        command.addAll(List.of("--name", name, "--class", MAIN));
        command.addAll(
                List.of(
                        "--jars",
                        jars.others().stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(","))));
        // Spark's own messages below warnings say nothing to the user of a verb
        command.addAll(List.of("--conf", "spark.log.level=WARN"));
        // an executor that replaces a lost one is noticed sooner than after 15 s; the wait is 5 min
        String check = "spark.scheduler.barrier.maxConcurrentTasksCheck.";
        command.addAll(List.of("--conf", check + "interval=2s"));
        command.addAll(List.of("--conf", check + "maxFailures=150"));
        settings.forEach(setting -> command.addAll(List.of("--conf", setting)));
        command.add(jars.application().toString());
        command.addAll(call);
        command.addAll(List.of("--problems", problems.toString()));
        return command;
    }

    private static int await(Process child) {
        try {
            return child.waitFor();
        } catch (InterruptedException e) {
            throw new InterruptedRunException("Spark was told to end the application");
        } finally {
            child.destroy();
        }
    }

    private static void require(int status, Path report) throws IOException {
        if (status == 0) {
            return;
        }
        if (Files.size(report) > 0 && Files.size(report) <= MOST_BYTES) {
            List<Problem> problems = new ArrayList<>();
            for (Map<String, Object> tree :
                    Json.readRecords(Files.readString(report), "the report of Spark's driver")) {
                problems.add(Tree.readProblem(tree));
            }
            if (!problems.isEmpty()) {
                throw new SoraException(problems, null);
            }
        }
        throw new SoraException(
                Problem.of("SORA-7004", "Spark ended the application")
                        .have("exit status " + status)
                        .fix("read what Spark says above"));
    }
}
