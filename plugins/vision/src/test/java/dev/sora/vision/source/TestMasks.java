// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.vision.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs of pictures and masks. */
final class TestMasks {

    @TempDir private Path folder;

    @BeforeEach
    void draw() {
        write("images/a/1.jpg", 2);
        write("images/a/1-left.jpg", 3);
        write("images/b/1.png", 4);
    }

    /** The width of each picture and its mask tells them apart. */
    private void write(String name, int width) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, Samples.png(width, 2, 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> settings(String masks) {
        return Map.of(
                "path",
                folder.resolve("images").toString(),
                "masks",
                folder.resolve(masks).toString());
    }

    private static List<Integer> widths(List<DataRecord> records, String column) {
        return records.stream().map(r -> r.get(column, ImageValue.class).width()).toList();
    }

    @Test
    void haveTheNamesOfTheirPicturesWhateverTheEnding() {
        write("masks/a/1.png", 2);
        write("masks/a/1-left.png", 3);
        write("masks/b/1.png", 4);
        write("masks/b/2.png", 5);

        List<DataRecord> records = Reading.all("image-folder", settings("masks"));

        assertThat(records)
                .extracting(DataRecord::origin)
                .containsExactly("a/1-left.jpg", "a/1.jpg", "b/1.png");
        assertThat(widths(records, "image")).containsExactly(3, 2, 4);
        assertThat(widths(records, "mask")).containsExactly(3, 2, 4);
        assertThat(records.get(0).schema().columns()).hasSize(2);
    }

    /** Without an ending, the order of names differs: a, a-left; but a-left.png, a.png. */
    @Test
    void areFoundInAnyOrderAndInArchives() throws IOException {
        write("images/c/a", 5);
        write("images/c/a-left", 6);
        try (ZipOutputStream zip =
                new ZipOutputStream(Files.newOutputStream(folder.resolve("masks.zip")))) {
            String[] names = {"c/a", "b/1", "c/a-left", "a/1", "a/1-left"};
            int[] widths = {5, 4, 6, 2, 3};
            for (int i = 0; i < names.length; i++) {
                zip.putNextEntry(new ZipEntry(names[i] + ".png"));
                zip.write(Samples.png(widths[i], 2, 1));
                zip.closeEntry();
            }
        }

        List<DataRecord> records = Reading.all("image-folder", settings("masks.zip"));

        assertThat(widths(records, "image")).containsExactly(3, 2, 4, 5, 6);
        assertThat(widths(records, "mask")).containsExactly(3, 2, 4, 5, 6);
    }

    @Test
    void aPictureWithoutOneIsABrokenRecord() {
        write("masks/a/1.png", 2);
        write("masks/b/1.png", 4);

        Problem problem = Reading.failure("image-folder", settings("masks"));

        assertThat(problem.code()).isEqualTo("SORA-4167");
        assertThat(problem.where()).endsWith("1-left.jpg");
        assertThat(problem.needs()).contains("a/1-left.png").contains("masks");
    }

    @Test
    void belongToOnePictureAlone() {
        write("masks/a/1.png", 2);
        write("masks/a/1-left.png", 3);
        write("masks/b/1.png", 4);
        write("masks/b/1.bmp", 4);
        assertThat(Reading.failure("image-folder", settings("masks")).have())
                .isEqualTo("b/1.bmp and b/1.png");

        write("images/a/1.png", 2);
        assertThat(Reading.failure("image-folder", settings("images")).code())
                .isEqualTo("SORA-4168");
    }
}
