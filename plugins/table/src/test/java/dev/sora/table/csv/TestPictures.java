// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.table.Reading;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestPictures {

    @TempDir private Path folder;

    @Test
    void readsThePicturesThatATableNames() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("data/pictures"));
        ImageIO.write(
                new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB),
                "png",
                pictures.resolve("a.png").toFile());
        Files.write(pictures.resolve("broken.png"), new byte[9]);
        Files.write(folder.resolve("secret.png"), new byte[9]);
        Files.createSymbolicLink(pictures.resolve("link.png"), folder.resolve("secret.png"));
        Path table =
                Files.writeString(
                        folder.resolve("data/a.csv"),
                        "photo,text\npictures/a.png,x\npictures/none.png,x\n../secret.png,x\n"
                                + "pictures/link.png,x\npictures/broken.png,x\n,x\n"
                                + folder.resolve("secret.png")
                                + ",x\n");

        Reading.Result result =
                Reading.result(
                        "csv", Map.of("path", table.toString(), "types", Map.of("photo", "image")));

        assertThat(result.records()).hasSize(2);
        assertThat(result.records().get(0).get("photo", ImageValue.class).width()).isEqualTo(3);
        assertThat(result.records().get(1).find("photo")).isEmpty();
        assertThat(result.broken().stream().map(Problem::code))
                .containsExactly("SORA-4217", "SORA-4216", "SORA-4216", "SORA-4135", "SORA-4216");
        assertThat(result.broken().get(0).where()).isEqualTo("a.csv:3");
        Path lines =
                Files.writeString(folder.resolve("a.jsonl"), "{\"photo\": \"a.png\", \"n\": 1}\n");
        assertThat(
                        Reading.all(
                                        "jsonl",
                                        Map.of(
                                                "path",
                                                lines.toString(),
                                                "folder",
                                                pictures.toString(),
                                                "types",
                                                Map.of("photo", "image")))
                                .get(0)
                                .get("photo", ImageValue.class)
                                .height())
                .isEqualTo(2);
    }
}
