// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of predictions that exist, are links, or have unusual names. */
final class TestPredictionFolders {

    private final FakeSora sora = new FakeSora();

    @TempDir Path dir;

    /** The folder may be a link or a mount point, which cannot be replaced. */
    @Test
    void fillsAFolderThatExists() throws IOException {
        Path input = Files.writeString(dir.resolve("seven.png"), "picture");
        Path real = Files.createDirectory(dir.resolve("real"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), real);
        String picture = "data:image/png;base64,AAECAw==";
        sora.answers.add(Map.of("made", Map.of("one", picture, "t/wo", picture, "t wo", picture)));

        Call call = Call.of(sora, "predict", "m.sora", "-i", input.toString(), "-o", link + "/./");

        assertThat(call.status).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(real.toFile().list())
                .containsExactlyInAnyOrder(
                        "predictions.jsonl",
                        "x-0001-one.png",
                        "x-0001-t_wo.png",
                        "x-0001-t_wo-2.png");
        assertThat(Call.of(sora, "predict", "m.sora", "-i", input.toString(), "-o", "/").err)
                .contains("SORA-1009");
    }

    /** Others may read a new folder, as any that a program creates. */
    @Test
    void aNewFolderOfPredictionsHasThePermissionsOfAnyOther() throws IOException {
        Path input = Files.writeString(dir.resolve("seven.png"), "picture");
        Path usual = Files.createDirectory(dir.resolve("usual"));
        Path made = dir.resolve("made");

        assertThat(
                        Call.of(
                                        sora,
                                        "predict",
                                        "m.sora",
                                        "-i",
                                        input.toString(),
                                        "-o",
                                        dir + "/x/../made/./")
                                .status)
                .isZero();

        assertThat(Files.getPosixFilePermissions(made))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }
}
