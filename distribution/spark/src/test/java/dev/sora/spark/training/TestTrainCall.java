// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.plan.RunPlace;
import dev.sora.spark.CallArguments;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a call by {@code spark-submit} takes from its options, and what from the manifest. */
final class TestTrainCall {

    private static final RunPlace PLACE =
            new RunPlace(
                    "spark",
                    Optional.of(3),
                    Optional.of("spark://host:7077"),
                    Optional.of("hdfs://name/runs"),
                    Optional.of(60),
                    true,
                    Map.of());

    private static CallArguments call(String words) {
        return TrainCall.read(List.of(words.split(" ")));
    }

    @Test
    void theManifestSaysWhatTheCallDoesNot() {
        CallArguments call = call("net.yaml --out runs");

        assertThat(TrainCall.settings(call, PLACE))
                .isEqualTo(new WorkerSettings(3, 1, 1, 60, true));
        assertThat(TrainCall.checkpoints(call, PLACE)).isEqualTo("hdfs://name/runs");
    }

    @Test
    void optionsReplaceTheManifest() {
        CallArguments call =
                call("net.yaml --workers 5 --average-every 4 --timeout 9 --checkpoints s3a://own");

        assertThat(TrainCall.settings(call, PLACE)).isEqualTo(new WorkerSettings(5, 4, 1, 9, true));
        assertThat(TrainCall.checkpoints(call, PLACE)).isEqualTo("s3a://own");
    }

    /** It is another training, so the manifest does not name it. */
    @Test
    void shardsAreAskedForByTheCall() {
        assertThat(TrainCall.settings(call("net.yaml --shard-data"), PLACE))
                .isEqualTo(new WorkerSettings(3, 1, 1, 60, true, true));
    }

    @Test
    void withoutEitherTheDefaultsAreUsed() {
        CallArguments call = call("net.yaml --accumulate 2");

        assertThat(TrainCall.settings(call, RunPlace.HERE))
                .isEqualTo(new WorkerSettings(2, 1, 2, WorkerSettings.DEFAULT_TIMEOUT, false));
        assertThatThrownBy(() -> TrainCall.checkpoints(call, RunPlace.HERE))
                .hasMessageContaining("SORA-7011")
                .hasMessageContaining("--checkpoints");
    }
}
