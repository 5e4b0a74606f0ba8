// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.spark;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds the installation of Spark. */
final class SparkHome {

    private static final String VARIABLE = "SPARK_HOME";

    private SparkHome() {}

    /**
     * Returns the program that submits applications.
     *
     * @throws SoraException if there is none
     */
    static Path submit(Map<String, String> environment) {
        String home = environment.getOrDefault(VARIABLE, "");
        Path submit = Path.of(home, "bin", "spark-submit");
        if (home.isEmpty() || !Files.isExecutable(submit)) {
            throw new SoraException(
                    Problem.of("SORA-7001", "Spark is not found")
                            .where(VARIABLE)
                            .needs("the folder of Spark 4.2, with bin/spark-submit")
                            .have(home.isEmpty() ? "not set" : home)
                            .fix(
                                    "unpack Spark, from https://spark.apache.org for instance, and"
                                            + " set SPARK_HOME to its folder"));
        }
        return submit.toAbsolutePath();
    }
}
