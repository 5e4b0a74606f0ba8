// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.RunEvent;
import dev.sora.core.SessionOptions;
import dev.sora.core.TrainingSession;
import dev.sora.core.plan.Plan;
import dev.sora.examples.trial.ShareType;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training procedures: how they divide the weights, their steps and what these share. */
final class TestProcedures {

    @TempDir private static Path folder;
    private static Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(folder);
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    /** Both would train on the sum of all losses, which is another training. */
    @Test
    void aProcedureAloneDividesTheWeights() {
        Plan plan = lab.plan(Manifests.GAN);
        SessionOptions groups = SessionOptions.DEFAULT.group("all", Set.of("start", "look"));

        assertThatThrownBy(() -> lab.runtime().session(plan, groups, Lab.DEAF))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-2216")
                .hasMessageContaining("the training procedure divides them");
        try (TrainingSession session = lab.runtime().session(plan, Lab.DEAF)) {
            session.next();
            assertThatThrownBy(session::gradient)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call train()");
        }
    }

    /** A loss is the mean over the records of the steps that computed it. */
    @Test
    void aPartMayBeLeftOutOfSteps() {
        String skips =
                Manifests.FLAT_DIGITS.replace(
                        "training:", "training:\n  procedure: {type: every-second}");
        List<RunEvent.EpochEnded> epochs = lab.epochs("skips", skips);

        // steps 2, 4, …, 10, and 12, …, 20, each of 20 records
        assertThat(epochs.get(0).metrics()).containsEntry("loss", 6.0);
        assertThat(epochs.get(1).metrics()).containsEntry("loss", 16.0);
    }

    /**
     * Issues 66363 and 68327 of pytorch: a network that is normalised in two passes of one loss
     * could not be trained, because the second pass changed what the gradient of the first needs.
     * Here both passes share it until the weights change.
     */
    @Test
    void passesShareConstantsUntilTheirParametersChange() {
        String turns =
                Manifests.FLAT_DIGITS
                        .replace("from: view", "from: shared")
                        .replace("outputs:", "  shared: {type: share, from: view}\noutputs:")
                        .replace("training:", "training:\n  procedure: {type: two-turns}");
        List<RunEvent.EpochEnded> epochs = lab.epochs("turns", turns);

        assertThat(epochs.get(0).metrics()).containsEntry("loss", 0.0);
        assertThat(Lab.numbers(lab.folder("turns/model.sora")).get("shared.weight"))
                .doesNotContain(1.5f);
        try (TrainingSession session = lab.runtime().session(lab.plan(turns), Lab.DEAF)) {
            session.next();
            ShareType.COMPUTED.set(0);
            session.train();
        }
        assertThat(ShareType.COMPUTED).hasValue(2);
    }

    @Test
    void optimisersNeedAProcedure() {
        assertThatThrownBy(
                        () ->
                                lab.plan(
                                        Manifests.FLAT_DIGITS.replace(
                                                "training:",
                                                "training:\n  optimisers: {all: {type: adam}}")))
                .hasMessageContaining("SORA-2219")
                .hasMessageContaining("no training.procedure");
    }
}
