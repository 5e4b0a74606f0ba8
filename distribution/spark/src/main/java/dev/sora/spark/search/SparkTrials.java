// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.search;

import dev.sora.core.search.run.TrialOutcome;
import dev.sora.core.search.run.TrialRunner;
import dev.sora.core.search.run.TrialTask;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.spark.rows.Messages;
import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Trains trials by tasks of Spark, one job of one task for each. A task whose executor is lost is
 * started again by Spark, and continues from the last checkpoint in the folder of the trial.
 */
public final class SparkTrials implements TrialRunner {

    private final JavaSparkContext spark;

    /**
     * Creates a runner.
     *
     * @throws SoraException if Spark may run a task twice at the same time: both would train in one
     *     folder
     */
    public SparkTrials(JavaSparkContext spark) {
        if (spark.getConf().getBoolean("spark.speculation", false)) {
            throw new SoraException(
                    Problem.of("SORA-7116", "Spark may train a trial twice at the same time")
                            .where("spark.speculation")
                            .needs("false")
                            .have("true")
                            .fix("add --conf spark.speculation=false"));
        }
        this.spark = spark;
    }

    @Override
    public TrialOutcome run(TrialTask task) throws InterruptedException {
        String group = "sora-trial-" + UUID.randomUUID();
        spark.setJobGroup(group, "trial " + task.number(), true);
        try {
            List<String> reports =
                    spark.parallelize(List.of(TrialOrder.of(task)), 1).map(TrialRun::run).collect();
            return TrialReport.read(reports.get(0));
        } catch (Exception e) {
            // Spark, whose methods declare no exceptions, throws it nevertheless
            if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
                spark.cancelJobGroup(group);
                throw new InterruptedException("trial %d was stopped".formatted(task.number()));
            }
            if (e instanceof SoraException own) {
                throw own;
            }
            return TrialOutcome.failed(
                    List.of(
                            Problem.of("SORA-7117", "the task of a trial ended without a result")
                                    .where("trial " + task.number())
                                    .have(Messages.firstLine(e))
                                    .fix("see the log of the executor")));
        } finally {
            spark.clearJobGroup();
        }
    }
}
