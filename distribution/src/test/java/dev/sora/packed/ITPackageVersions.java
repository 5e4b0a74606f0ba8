// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Evaluates a package with two installed versions of the plugin that it was trained with. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "bin/sora is a script for POSIX shells")
final class ITPackageVersions {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MANIFEST =
            """
            manifest: 1
            name: shaded
            seed: 7
            data:
              train: {type: csv, path: points.csv}
              test: {type: csv, path: points.csv}
            inputs:
              x: {type: number, column: a}
            particles:
              tint: {type: "shade/shade%s", from: x}
            outputs:
              y: {type: regression, column: c, from: tint}
            training:
              epochs: 1
            """;

    @TempDir private Path dir;

    private Packed packed;

    private String run(int status, String... words) throws Exception {
        Packed.Outcome outcome = packed.run(words);
        assertThat(outcome.status()).as(outcome.err() + outcome.out()).isEqualTo(status);
        return status == 0 ? outcome.out() : outcome.err();
    }

    private String model(String run) {
        return dir.resolve(run).resolve("model.sora").toString();
    }

    private JsonNode inspect(String run) throws Exception {
        return JSON.readTree(run(0, "inspect", model(run), "--json"));
    }

    /** Each version scales by its own number, so the metrics show which one was active. */
    private void scoresAsTrained(String run, JsonNode inspected) throws Exception {
        assertThat(JSON.readTree(run(0, "evaluate", model(run), "--json")).get("test"))
                .isEqualTo(inspected.at("/metrics/test"));
    }

    @Test
    void eachPackageIsServedByItsOwnVersionOrSaysWhatToType() throws Exception {
        packed = new Packed(dir);
        LiveBench.writePoints(dir.resolve("points.csv"), 100);
        Path shelf = Files.createDirectory(dir.resolve("shelf"));
        String first = ParticleJar.write(shelf, "1.0.0", "0.5").toString();
        String second = ParticleJar.write(shelf, "2.0.0", "50").toString();
        Path one = Files.writeString(dir.resolve("one.yaml"), MANIFEST.formatted("@[1,2)"));
        Path any = Files.writeString(dir.resolve("any.yaml"), MANIFEST.formatted(""));

        run(0, "plugin", "install", first);
        run(0, "train", one.toString(), "--out", "one");
        run(0, "plugin", "install", second);
        run(0, "train", any.toString(), "--out", "two");

        JsonNode ofOne = inspect("one");
        JsonNode ofTwo = inspect("two");
        assertThat(ofOne.at("/used/shade")).hasToString("\"1.0.0\"");
        assertThat(ofTwo.at("/used/shade")).hasToString("\"2.0.0\"");
        assertThat(ofOne.at("/metrics/test")).isNotEqualTo(ofTwo.at("/metrics/test"));
        scoresAsTrained("one", ofOne);
        scoresAsTrained("two", ofTwo);

        run(0, "plugin", "remove", "shade@1.0.0");
        String refused = run(4, "evaluate", model("one"));
        assertThat(refused)
                .startsWith("SORA-3651  the package needs another version of plugin 'shade'")
                .contains("needs  shade [1.0.0,2.0.0)", "have   shade 2.0.0");
        assertThat(inspect("one").at("/problems/0/code")).hasToString("\"SORA-3651\"");
        assertThat(run(4, "train", one.toString(), "--frozen", "--lock", "one/sora.lock"))
                .startsWith("SORA-3611");

        run(0, "plugin", "index", shelf.toString());
        Files.writeString(
                dir.resolve("home/sora.yaml"), "plugins: {indexes: [%s]}\n".formatted(shelf));
        String typed =
                refused.lines()
                        .filter(line -> line.startsWith("  fix    sora "))
                        .map(line -> line.substring("  fix    sora ".length()))
                        .map(line -> line.replaceFirst(" {3}or, .*", ""))
                        .collect(Collectors.joining());
        run(0, List.of(typed.split(" ")).toArray(String[]::new));
        scoresAsTrained("one", ofOne);
    }
}
