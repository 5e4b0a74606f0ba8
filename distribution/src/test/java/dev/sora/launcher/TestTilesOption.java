// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.core.Tiling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code sora predict} cuts large pictures. */
final class TestTilesOption {

    private final FakeSora sora = new FakeSora();

    @TempDir private Path dir;

    private Call predict(String... more) throws IOException {
        Path input = Files.writeString(dir.resolve("a.png"), "x");
        String[] words = Arrays.copyOf(new String[] {"predict", "m", "-i", ""}, 4 + more.length);
        words[3] = input.toString();
        System.arraycopy(more, 0, words, 4, more.length);
        return Call.of(sora, words);
    }

    @Test
    void passesOnTheTiles() throws IOException {
        sora.answers.add(Map.of("digit", Map.of("label", "7")));

        assertThat(predict("--tiles", "640x480", "--overlap", "0.5").status).isZero();
        assertThat(predict("--tiles", "64x32").status).isZero();
        assertThat(sora.predictionOptions)
                .extracting(options -> options.tiling().orElseThrow())
                .containsExactly(new Tiling(640, 480, 0.5), new Tiling(64, 32, 0.2));
    }

    @ParameterizedTest
    @CsvSource({
        "--tiles, 640, SORA-1004",
        "--tiles, 8x8, SORA-4480",
        "--tiles, 99999x99999, SORA-4480",
        "--overlap, 0.2, SORA-1004",
    })
    void refusesTilesThatDoNotFit(String option, String value, String code) throws IOException {
        Call call = predict(option, value);

        assertThat(call.err).contains(code);
        assertThat(call.status).isNotZero();
        assertThat(sora.predictionOptions).isEmpty();
    }
}
