// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.table.Reading;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that a file writes in one form of Unicode and a manifest in another. */
final class TestNamesInForms {

    private static final String COMPOSED = "caf\u00e9";
    private static final String APART = "cafe\u0301";

    @TempDir private Path folder;

    @Test
    void settingsFindColumnsInEitherForm() throws IOException {
        Path table = Files.writeString(folder.resolve("a.csv"), "\u200b" + APART + " ,b\n7,x.\n");

        List<DataRecord> records =
                Reading.all(
                        "csv",
                        Map.of(
                                "path",
                                table,
                                "types",
                                Map.of(COMPOSED, "integer"),
                                "trim_end",
                                Map.of("b", ".")));

        assertThat(Reading.column(records, COMPOSED)).containsExactly(7L);
        assertThat(Reading.column(records, "b")).containsExactly("x");
        Path composed = Files.writeString(folder.resolve("b.csv"), COMPOSED + "\n8\n");
        assertThat(
                        Reading.column(
                                Reading.all(
                                        "csv",
                                        Map.of(
                                                "path",
                                                composed,
                                                "types",
                                                Map.of(APART, "integer"))),
                                COMPOSED))
                .containsExactly(8L);
    }

    @Test
    void tablesAreJoinedOnKeysInEitherForm() throws IOException {
        Path films =
                Files.writeString(folder.resolve("f.csv"), COMPOSED + ",year\nAm\u00e9lie,2001\n");
        Path seen =
                Files.writeString(
                        folder.resolve("s.csv"),
                        "user," + APART + "\n1,Ame\u0301lie\n2, Am\u00e9lie \n");

        List<DataRecord> records =
                Reading.all(
                        "csv",
                        Map.of(
                                "path",
                                seen,
                                "join",
                                List.of(Map.of("on", COMPOSED, "path", films))));

        assertThat(Reading.column(records, "year")).containsExactly("2001", "2001");
    }

    @Test
    void picturesAreFoundByNamesInEitherForm() throws IOException {
        try {
            ImageIO.write(
                    new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB),
                    "png",
                    folder.resolve(APART + ".png").toFile());
        } catch (InvalidPathException e) {
            assumeTrue(false, "this JVM cannot name such files");
        }
        assumeTrue(Files.exists(folder.resolve(APART + ".png")), "files have names in ASCII here");
        Path table = Files.writeString(folder.resolve("a.csv"), "p\n" + COMPOSED + ".png\n");

        List<DataRecord> records =
                Reading.all("csv", Map.of("path", table, "types", Map.of("p", "image")));

        assertThat(records.get(0).get("p", ImageValue.class).width()).isEqualTo(3);
    }
}
