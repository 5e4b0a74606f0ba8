// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.CpuTime;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every manifest in {@code src/test/resources/broken} gives the message in the text beside it.
 *
 * <p>Run with {@code -Dsora.write=true}, it writes the messages instead; read them before you
 * commit them.
 */
final class TestBrokenManifests {

    static Stream<String> names() throws IOException {
        return BrokenManifest.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatIsWrong(String name) throws IOException {
        Path expected = BrokenManifest.FOLDER.resolve(name + ".txt");
        BrokenManifest manifest = BrokenManifest.read(name);
        long begun = CpuTime.now();
        SoraException failure = manifest.failure().orElseThrow();
        assertThat(CpuTime.since(begun)).isLessThan(Duration.ofSeconds(2));

        if (Boolean.getBoolean("sora.write")) {
            Files.writeString(expected, failure.getMessage() + "\n");
        }
        assertThat(failure.getMessage() + "\n").isEqualTo(Files.readString(expected));
        for (Problem problem : failure.problems()) {
            assertThat(problem.where())
                    .matches(java.util.regex.Pattern.quote(name) + "\\.yaml:\\d+:\\d+|--set .*");
            assertThat(problem.code()).startsWith("SORA-2");
        }
    }

    @Test
    void thereAreEnough() throws IOException {
        assertThat(names()).hasSizeGreaterThan(100);
    }
}
