// SPDX-License-Identifier: Apache-2.0
package dev.sora.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Describes data without settings, and trains on the draft of a manifest. */
final class ITDescribe {

    @TempDir private Path work;

    private Packed sora;

    @BeforeEach
    void unpack() throws IOException {
        sora = new Packed(work);
    }

    private double trained(String data, String metric) throws Exception {
        Packed.Outcome described =
                sora.run("describe", data, "--manifest", "drafts/draft.yaml", "--output", "p.html");
        assertThat(described.status()).as(described.err()).isZero();
        assertThat(Files.readString(work.resolve("p.html"))).contains("<svg ");
        Packed.Outcome valid = sora.run("validate", "drafts/draft.yaml");
        assertThat(valid.status()).as(valid.err()).isZero();
        Packed.Outcome run =
                sora.run("train", "drafts/draft.yaml", "--out", "run-" + data.length(), "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonNode metrics =
                new ObjectMapper()
                        .readTree(work.resolve("run-" + data.length() + "/metrics.json").toFile());
        return metrics.at("/test/answer/" + metric).doubleValue();
    }

    @Test
    void draftsWhatTrainsOnATable() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder table = new StringBuilder("id;x;y;colour;when;kind\n");
        for (int i = 0; i < 1200; i++) {
            double x = random.nextDouble() * 10;
            boolean red = random.nextBoolean();
            table.append(
                    String.format(
                            Locale.ROOT,
                            "n%d; %.3f;%s;%s;%02d/%02d/2020;%s%n",
                            i,
                            x,
                            i % 9 == 0 ? "?" : random.nextInt(100),
                            red ? "red" : "blue",
                            random.nextInt(1, 29),
                            random.nextInt(1, 13),
                            x > 5 == red ? "even" : "odd"));
        }
        Files.writeString(work.resolve("table.csv"), table);

        assertThat(trained("table.csv", "accuracy")).isGreaterThan(0.9);
        assertThat(Files.readString(work.resolve("drafts/draft.yaml")))
                .contains("delimiter: semicolon")
                .contains("trim: true")
                .contains("missing: [\"\", \"?\"]")
                .contains("format: dd/MM/yyyy")
                .contains("'id' is left out");
    }

    @Test
    void draftsWhatTrainsOnPicturesOfAFolderWithParts() throws Exception {
        for (String part : List.of("train", "test")) {
            for (int i = 0; i < 80; i++) {
                boolean left = i % 2 == 0;
                BufferedImage image = new BufferedImage(12, 12, BufferedImage.TYPE_BYTE_GRAY);
                for (int at = 0; at < 72; at++) {
                    int grey = 100 + (at * 7 + i * 13) % 120;
                    image.getRaster().setSample(at % 6 + (left ? 0 : 6), at / 6, 0, grey);
                }
                Path folder = work.resolve("bars/" + part + (left ? "/left" : "/right"));
                Files.createDirectories(folder);
                ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
            }
        }
        assertThat(trained("bars", "accuracy")).isGreaterThan(0.9);
        assertThat(Files.readString(work.resolve("drafts/draft.yaml")))
                .contains("image-folder")
                .contains("bars/test");
    }

    @Test
    void describesASourceAndAManifestAsPrograms() throws Exception {
        Files.writeString(work.resolve("t.csv"), "1|2\n3|4\n5|nothing\n");
        Files.writeString(
                work.resolve("s.yaml"),
                "{type: csv, path: t.csv, delimiter: bar, columns: [a, b]}");
        Files.writeString(
                work.resolve("m.yaml"),
                "manifest: 1\ndata: {train: {type: csv, path: t.csv, delimiter: bar, columns: [a, b]}}\n");
        for (String file : List.of("s.yaml", "m.yaml")) {
            Packed.Outcome json = sora.run("describe", file, "--json");
            assertThat(json.status()).as(json.err()).isZero();
            JsonNode tree = new ObjectMapper().readTree(json.out());
            assertThat(tree.at("/parts/train/records").longValue()).isEqualTo(3);
            assertThat(tree.at("/parts/train/columns/1/name").textValue()).isEqualTo("b");
        }
        Packed.Outcome none = sora.run("describe", "nowhere.csv");
        assertThat(none.status()).isEqualTo(5);
        assertThat(none.err()).contains("SORA-4751");
        Files.write(work.resolve("a.bin"), new byte[] {0, 1, 2});
        assertThat(sora.run("describe", "a.bin").err()).contains("SORA-4752");
    }
}
