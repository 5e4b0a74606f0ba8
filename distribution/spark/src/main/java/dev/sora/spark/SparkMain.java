// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.spark.predict.PredictCall;
import dev.sora.spark.search.SearchCall;
import dev.sora.spark.training.TrainCall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * The application that {@code spark-submit} starts, also for {@code sora … --on spark}: a verb and
 * its arguments.
 */
public final class SparkMain {

    /** The file into which the command line has problems written, to show them itself. */
    private static final String PROBLEMS = "--problems";

    private static final Map<String, Verb> VERBS =
            Map.of(
                    "predict", new PredictCall(),
                    "search", new SearchCall(),
                    "train", new TrainCall());

    private SparkMain() {}

    /** What a verb does on the driver. */
    public interface Verb {

        /**
         * Runs the verb.
         *
         * @param sora has the plugins on the class path
         * @throws SoraException with the problems that the user can fix
         */
        void run(SparkSession spark, EmbeddedSora sora, List<String> arguments);
    }

    /** Runs a verb; ends the process with status 1 if it fails. */
    public static void main(String[] arguments) {
        List<String> call = new ArrayList<>(List.of(arguments));
        int at = call.indexOf(PROBLEMS);
        Path report = null;
        if (at >= 0 && at + 1 < call.size()) {
            report = Path.of(call.get(at + 1));
            call.subList(at, at + 2).clear();
        }
        try {
            run(call);
        } catch (SoraException e) {
            if (report == null) {
                System.err.println(e.getMessage());
            } else {
                AtomicFile.writeText(
                        report, Json.line(e.problems().stream().map(SparkMain::tree).toList()));
            }
            System.exit(1);
        } catch (InterruptedRunException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> call) {
        Verb verb = call.isEmpty() ? null : VERBS.get(call.get(0));
        if (verb == null) {
            throw new SoraException(
                    Problem.of("SORA-7011", "the application has no such verb")
                            .needs(String.join(", ", VERBS.keySet()))
                            .have(call.isEmpty() ? "none" : call.get(0))
                            .fix("docs/spark.md lists the arguments of spark-submit"));
        }
        SparkSession spark = SparkSession.builder().getOrCreate();
        try (EmbeddedSora sora = EmbeddedSora.builder().build()) {
            verb.run(spark, sora, call.subList(1, call.size()));
        } finally {
            spark.stop();
        }
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
