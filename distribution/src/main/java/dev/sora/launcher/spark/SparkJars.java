// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.spark;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The jars that Spark receives.
 *
 * @param application the jar that is submitted
 * @param others Sora and its plugins
 */
record SparkJars(Path application, List<Path> others) {

    /** The jar of the application may be elsewhere than in the installation. */
    private static final String VARIABLE = "SORA_SPARK";

    private static final String APPLICATION = "sora-spark-";

    /** What only the command line needs, or Spark has itself in its own version. */
    private static final List<String> LEFT_OUT =
            List.of("sora-distribution-", "logback-", "org.apache.felix.", "picocli-", "slf4j-");

    /**
     * Chooses the jars.
     *
     * @param kernel the jars of the command line
     * @param optional the jars in the folder for Spark
     * @param plugins the jars of the active plugins
     * @throws SoraException if the jar of the application is missing
     */
    static SparkJars of(
            Map<String, String> environment,
            List<Path> kernel,
            List<Path> optional,
            List<Path> plugins) {
        String named = environment.getOrDefault(VARIABLE, "");
        Path application =
                named.isEmpty()
                        ? optional.stream()
                                .filter(SparkJars::isApplication)
                                .findFirst()
                                .orElseThrow(SparkJars::missing)
                        : Path.of(named).toAbsolutePath();
        List<Path> others = new ArrayList<>();
        Stream.of(kernel, optional, plugins)
                .flatMap(List::stream)
                .filter(jar -> !isApplication(jar) && !isLeftOut(jar))
                .distinct()
                .forEach(others::add);
        return new SparkJars(application, others);
    }

    private static boolean isApplication(Path jar) {
        return jar.getFileName().toString().startsWith(APPLICATION);
    }

    private static boolean isLeftOut(Path jar) {
        String name = jar.getFileName().toString();
        return LEFT_OUT.stream().anyMatch(name::startsWith);
    }

    private static SoraException missing() {
        return new SoraException(
                Problem.of("SORA-7002", "this installation has no jar for Spark")
                        .where("lib/spark")
                        .needs("sora-spark-….jar, of the version of Sora")
                        .fix("put it there, or name it with the variable SORA_SPARK"));
    }
}
