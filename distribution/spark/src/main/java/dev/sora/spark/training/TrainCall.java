// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.RunPlace;
import dev.sora.embedded.EmbeddedSora;
import dev.sora.spark.CallArguments;
import dev.sora.spark.SparkMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Trains: {@code train MANIFEST --out DIR --checkpoints URI [--workers N] …}. */
public final class TrainCall implements SparkMain.Verb {

    private static final String SHARD_DATA = "--shard-data";
    private static final Set<String> FLAGS = Set.of("--resume", "--encrypt", SHARD_DATA);
    private static final Set<String> VALUED =
            Set.of(
                    "--out",
                    "--checkpoints",
                    "--workers",
                    "--average-every",
                    "--accumulate",
                    "--timeout",
                    "--set");
    private static final int DEFAULT_WORKERS = 2;

    @Override
    public void run(SparkSession spark, EmbeddedSora sora, List<String> arguments) {
        CallArguments call = read(arguments);
        Overrides overrides = new Overrides(new ArrayList<>(call.all("--set")), System.getenv());
        Plan plan = sora.plan(Path.of(call.word("one manifest")), overrides);
        // what the command line does not say, the manifest may
        RunPlace place = RunPlace.of(plan);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        new SparkTraining(context, sora, settings(call, place))
                .train(
                        plan,
                        Path.of(call.needed("--out")),
                        checkpoints(call, place),
                        call.has("--resume"));
    }

    static CallArguments read(List<String> arguments) {
        return CallArguments.of(arguments, FLAGS, VALUED);
    }

    static WorkerSettings settings(CallArguments call, RunPlace place) {
        return new WorkerSettings(
                call.count("--workers", place.workers().orElse(DEFAULT_WORKERS)),
                call.count("--average-every", 1),
                call.count("--accumulate", 1),
                call.count(
                        "--timeout",
                        place.timeout().orElse(WorkerSettings.DEFAULT_TIMEOUT),
                        WorkerSettings.MOST_TIMEOUT),
                call.has("--encrypt") || place.encrypted(),
                call.has(SHARD_DATA));
    }

    static String checkpoints(CallArguments call, RunPlace place) {
        return place.checkpoints()
                .filter(folder -> call.last("--checkpoints").isEmpty())
                .orElseGet(() -> call.needed("--checkpoints"));
    }
}
