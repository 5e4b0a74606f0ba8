// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.io.Digests;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.Lock;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that were trained with different versions of a plugin, in one process. */
final class TestPluginVersions {

    private static final String MANIFEST =
            """
            manifest: 1
            name: shifted
            seed: 7
            data:
              train: {type: csv, path: train.csv}
              test: {type: csv, path: train.csv}
            inputs:
              x: {type: number, column: x}
            particles:
              up: {type: %s, from: x}
            outputs:
              y: {type: regression, column: y, from: up}
            training:
              epochs: 1
            """;

    private static final String TWICE =
            MANIFEST.replace("from: up", "from: more")
                    .replace(
                            "outputs:", "  more: {type: \"shift/shift@[2,3)\", from: up}\noutputs:")
                    .formatted("\"shift/shift@[1,2)\"");

    @TempDir private static Path folder;

    private static OfferedPlugin one;
    private static OfferedPlugin later;
    private static OfferedPlugin two;
    private static Path ofOne;
    private static Path ofTwo;
    private static Path ofBoth;

    @BeforeAll
    static void train() throws IOException {
        StringBuilder points = new StringBuilder("x,y\n");
        for (int i = 0; i < 64; i++) {
            points.append(i % 7).append(',').append(i % 7 * 2).append('\n');
        }
        Files.writeString(folder.resolve("train.csv"), points);
        one = WrittenPlugin.shift(folder, "1.0.0", 1);
        later = WrittenPlugin.shift(folder, "1.4.0", 1);
        two = WrittenPlugin.shift(folder, "2.0.0", 100);
        try (Lab lab = new Lab(folder, one)) {
            ofOne = lab.train("one", MANIFEST.formatted("shift")).model();
        }
        try (Lab lab = new Lab(folder, two)) {
            ofTwo = lab.train("two", MANIFEST.formatted("shift")).model();
        }
        try (Lab lab = new Lab(folder, one, two)) {
            ofBoth = lab.train("both", TWICE).model();
        }
    }

    private static void sameAsTrained(Lab lab, Path model) {
        assertThat(lab.evaluate(model))
                .isEqualTo(lab.runtime().inspect(model).metrics().split("test"));
    }

    @Test
    void eachPackageHasTheVersionThatItWasTrainedWith() throws IOException {
        Path file = Files.writeString(folder.resolve("ask.csv"), "x\n3\n");
        try (Lab lab = new Lab(folder, one, two)) {
            sameAsTrained(lab, ofOne);
            sameAsTrained(lab, ofTwo);
            sameAsTrained(lab, ofBoth);

            List<Map<String, Object>> lines = new ArrayList<>();
            lab.predict(ofOne, file, lines::add);
            lab.predict(ofTwo, file, lines::add);
            assertThat(lines.get(0)).isNotEqualTo(lines.get(1));
            assertThat(lab.runtime().inspect(ofOne).used()).containsEntry("shift", "1.0.0");
            assertThat(lab.runtime().inspect(ofTwo).used()).containsEntry("shift", "2.0.0");
            Sora.Inspection both = lab.runtime().inspect(ofBoth);
            assertThat(both.plugins()).containsEntry("shift", "1.0.0, 2.0.0");
            assertThat(both.used()).containsEntry("shift", "1.0.0, 2.0.0");
        }
    }

    @Test
    void aNewerVersionThatIsCompatibleServesAndIsNoted() {
        try (Lab lab = new Lab(folder, later, two)) {
            sameAsTrained(lab, ofOne);
            sameAsTrained(lab, ofBoth);
            Sora.Inspection inspection = lab.runtime().inspect(ofOne);
            assertThat(inspection.plugins()).containsEntry("shift", "1.0.0");
            assertThat(inspection.used()).containsEntry("shift", "1.4.0");
            assertThat(inspection.problems()).isEmpty();
        }
    }

    @Test
    void anotherPluginThatOffersTheSameNameChangesNothing() {
        OfferedPlugin other =
                new OfferedPlugin("lift", "9.0.0", "lift.jar", two.loader(), two.types());
        try (Lab lab = new Lab(folder, one, other)) {
            sameAsTrained(lab, ofOne);
        }
    }

    @Test
    void whatIsMissingIsNamedWithWhatMendsIt() {
        try (Lab lab = new Lab(folder, two)) {
            refused(
                    lab,
                    ofOne,
                    """
                    SORA-3651  the package needs another version of plugin 'shift'
                      where  %1$s
                      needs  shift [1.0.0,2.0.0)
                      have   shift 2.0.0 (%2$s)
                      fix    sora plugin install shift@1.0.0   or, where no index has it: sora plugin install FILE.jar
                    """);
            refused(
                    lab,
                    ofBoth,
                    """
                    SORA-3651  the package needs another version of plugin 'shift'
                      where  %1$s
                      needs  shift [1.0.0,2.0.0)
                      have   shift 2.0.0 (%2$s)
                      fix    sora plugin install shift@1.0.0   or, where no index has it: sora plugin install FILE.jar
                    """);
        }
        try (Lab lab = new Lab(folder)) {
            refused(
                    lab,
                    ofBoth,
                    """
                    SORA-3650  the package needs plugin 'shift', which is not installed
                      where  %1$s
                      needs  shift [1.0.0,2.0.0)
                      fix    sora plugin install shift@1.0.0   or, where no index has it: sora plugin install FILE.jar

                    SORA-3650  the package needs plugin 'shift', which is not installed
                      where  %1$s
                      needs  shift [2.0.0,3.0.0)
                      fix    sora plugin install shift@2.0.0   or, where no index has it: sora plugin install FILE.jar
                    """);
        }
    }

    private static void refused(Lab lab, Path model, String expected) {
        SoraException thrown = catchThrowableOfType(SoraException.class, () -> lab.evaluate(model));
        assertThat(thrown).hasMessage(expected.formatted(model, two.location()).stripTrailing());
        assertThat(lab.runtime().inspect(model).problems()).isEqualTo(thrown.problems());
        Path file = folder.resolve("train.csv");
        assertThat(
                        catchThrowableOfType(
                                SoraException.class, () -> lab.predict(model, file, line -> {})))
                .hasMessage(thrown.getMessage());
    }

    private static Optional<Path> freeze(String name, Path model) throws IOException {
        Path manifest = folder.resolve(name + ".yaml");
        Files.writeString(manifest, MANIFEST.formatted("shift"));
        return Optional.of(model.resolveSibling("sora.lock"));
    }

    private static Sora.TrainingResult train(Lab lab, String name, Optional<Path> lock) {
        return lab.runtime()
                .train(
                        lab.runtime()
                                .plan(
                                        folder.resolve(name + ".yaml"),
                                        new Overrides(List.of(), Map.of()),
                                        lock.orElseThrow()),
                        new Sora.TrainingRequest(folder.resolve(name), false, lock),
                        Lab.DEAF);
    }

    @Test
    void aFrozenTrainingTakesJustTheLockedVersion() throws IOException {
        Optional<Path> lock = freeze("again", ofOne);
        try (Lab lab = new Lab(folder, one, later, two)) {
            assertThat(Lab.weights(train(lab, "again", lock).model()))
                    .isEqualTo(Lab.weights(ofOne));
        }
        try (Lab lab = new Lab(folder, later, two)) {
            SoraException thrown =
                    catchThrowableOfType(SoraException.class, () -> train(lab, "again", lock));
            assertThat(thrown.problems()).hasSize(1);
            assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-3611");
            assertThat(thrown.problems().get(0).needs()).isEqualTo("shift 1.0.0");
        }
        try (Lab lab = new Lab(folder)) {
            SoraException thrown =
                    catchThrowableOfType(SoraException.class, () -> train(lab, "again", lock));
            assertThat(thrown.problems()).hasSize(1);
            assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-3610");
        }
    }

    @Test
    void otherBytesOfTheSameVersionAreRefused() throws IOException {
        Optional<Path> lock = freeze("bytes", ofOne);
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        try (Lab lab = new Lab(folder, WrittenPlugin.shift(elsewhere, "1.0.0", 2))) {
            SoraException thrown =
                    catchThrowableOfType(SoraException.class, () -> train(lab, "bytes", lock));
            assertThat(thrown.problems()).hasSize(1);
            assertThat(thrown.problems().get(0).code()).isEqualTo("SORA-3612");
        }
    }

    @Test
    void theLockNamesTheBytesThatWereAtWork() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("replaced"));
        OfferedPlugin plugin = WrittenPlugin.shift(elsewhere, "1.0.0", 1);
        Path jar = Path.of(plugin.location());
        String before = Digests.sha256(jar);
        try (Lab lab = new Lab(folder, plugin)) {
            lab.train(
                    "replaced",
                    event -> {
                        if (event instanceof RunEvent.EpochEnded) {
                            write(jar);
                        }
                    },
                    MANIFEST.formatted("shift"));
        }
        assertThat(Lock.read(folder.resolve("replaced/sora.lock")).plugins())
                .filteredOn(p -> p.name().equals("shift"))
                .extracting(Lock.Plugin::sha256)
                .containsExactly(before)
                .doesNotContain(Digests.sha256(jar));
    }

    private static void write(Path jar) {
        try {
            Files.writeString(jar, "another");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
