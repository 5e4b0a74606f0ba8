// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.problem.SoraException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of minibatches in manifests. */
final class TestOrders {

    private static final String TWO =
            Manifests.POINTS.replace(
                    "training:",
                    "  side: {type: classification, column: side, from: whole}\ntraining:");

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

    @Test
    void readTheOnlyClassesThereAre() {
        assertThat(lab.plan(Manifests.POINTS, "training.order={type: balanced}").resolved())
                .extracting("training")
                .extracting("order")
                .hasToString("{type=balanced, strength=1.0, output=kind}");
    }

    @Test
    void readTheClassesOfTheOutputThatIsNamed() {
        byte[] kinds =
                lab.weights(
                        "kinds",
                        TWO,
                        "training.order={type: identities, records: 16, output: kind}");
        byte[] sides =
                lab.weights(
                        "sides",
                        TWO,
                        "training.order={type: identities, records: 16, output: side}");

        assertThat(kinds).isNotEqualTo(sides);
    }

    @Test
    void areRefusedWithoutAName() {
        refused(TWO, "{type: balanced}", "SORA-2505", "several outputs", "kind, side");
    }

    @Test
    void areRefusedWithAWrongName() {
        refused(TWO, "{type: balanced, output: sid}", "SORA-2505", "no output 'sid'");
    }

    @Test
    void areRefusedWithoutClasses() {
        String number =
                Manifests.POINTS.replace(
                        "{type: classification, column: kind", "{type: regression, column: y");

        refused(number, "{type: balanced}", "SORA-2505", "no output has any");
        refused(number, "{type: balanced, output: kind}", "'kind' has no classes");
    }

    @Test
    void areRefusedWithClassesThatAreNotRead() {
        refused(TWO, "{type: faulty, output: kind}", "SORA-2101", "reads no classes");
    }

    @Test
    void areRefusedWithoutShuffling() {
        assertThatThrownBy(
                        () ->
                                lab.plan(
                                        Manifests.POINTS,
                                        "training.order={type: balanced}",
                                        "training.shuffle=false"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("'training.order' decides the order, not 'shuffle'");
    }

    @Test
    void areRefusedIfTheDataDoesNotAllowThem() {
        assertThatThrownBy(
                        () ->
                                lab.train(
                                        "few",
                                        Manifests.POINTS,
                                        "training.order={type: identities}"))
                .isInstanceOf(SoraException.class)
                .hasMessageContaining("SORA-4332")
                .hasMessageContaining("set 'training.batch_size' to 12")
                .hasMessageContaining("where");
    }

    private static void refused(String manifest, String order, String... words) {
        assertThatThrownBy(() -> lab.plan(manifest, "training.order=" + order))
                .isInstanceOf(SoraException.class)
                .message()
                .contains(words);
    }
}
