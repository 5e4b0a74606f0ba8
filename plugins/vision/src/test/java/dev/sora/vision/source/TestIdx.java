// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.source.DataSourceType;
import dev.sora.vision.Offered;
import dev.sora.vision.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestIdx {

    private static final int IMAGES = 0x803;
    private static final int LABELS = 0x801;

    @TempDir private Path folder;

    @Test
    void readsImagesWithLabels() throws IOException {
        List<DataRecord> records = Reading.all("idx", whole(false));

        assertThat(records).hasSize(5);
        ImageValue third = records.get(2).get("image", ImageValue.class);
        assertThat(third.height()).isEqualTo(2);
        assertThat(third.width()).isEqualTo(3);
        assertThat(third.sample(1, 2, 0)).isEqualTo(2 * 6 + 5);
        assertThat(records.get(2).get("label", Long.class)).isEqualTo(2L);
        assertThat(records.get(2).where()).isEqualTo("images.gz, record 3");
    }

    @Test
    void readsCompressedFilesAndParts() throws IOException {
        Map<String, Object> part =
                Map.of(
                        "images",
                        whole(true).get("images"),
                        "labels",
                        whole(true).get("labels"),
                        "offset",
                        1,
                        "limit",
                        3);

        List<DataRecord> records = Reading.all("idx", part);

        assertThat(records).extracting(r -> r.get("label", Long.class)).containsExactly(1L, 2L, 3L);
        assertThat(records.get(0).number()).isEqualTo(2);
    }

    @Test
    void readsImagesAlone() throws IOException {
        List<DataRecord> records = Reading.all("idx", Map.of("images", whole(true).get("images")));

        assertThat(records).hasSize(5);
        assertThat(records.get(0).find("label")).isEmpty();
    }

    @Test
    void offersItselfForFilesOfImagesOnly() throws IOException {
        DataSourceType type = Offered.type(DataSourceType.class, "idx");
        List<Column> wanted = List.of(Column.of("picture", ColumnType.IMAGE));
        Map<String, Object> files = whole(true);

        assertThat(type.settingsFor(Path.of((String) files.get("images")), wanted))
                .hasValueSatisfying(s -> assertThat(s).containsEntry("image_column", "picture"));
        assertThat(type.settingsFor(Path.of((String) files.get("labels")), wanted)).isEmpty();
        assertThat(type.settingsFor(folder, wanted)).isEmpty();
    }

    @Test
    void namesTheRecordWhereAFileIsCut() throws IOException {
        byte[] images = images(5);
        Map<String, Object> settings =
                settings(Arrays.copyOf(images, images.length - 8), labels(5), false);

        Problem problem = Reading.failure("idx", settings);

        assertThat(problem.code()).isEqualTo("SORA-4104");
        assertThat(problem.where()).endsWith("images.gz, record 4");
        assertThat(problem.needs()).isEqualTo("5 records");
        assertThat(problem.have()).isEqualTo("3 whole records");
    }

    @Test
    void noticesACutGz() throws IOException {
        byte[] whole = gz(images(500));
        Path images = write("images.gz", Arrays.copyOf(whole, whole.length - 6));

        Problem problem = Reading.failure("idx", Map.of("images", images.toString()));

        assertThat(problem.code()).isEqualTo("SORA-4104");
    }

    @Test
    void noticesADamagedGz() throws IOException {
        byte[] whole = gz(images(500));
        whole[whole.length - 7] ^= 0x55;
        Path images = write("images.gz", whole);

        Problem problem = Reading.failure("idx", Map.of("images", images.toString()));

        assertThat(problem.code()).isEqualTo("SORA-4105");
    }

    @Test
    void noticesACutHeader() throws IOException {
        Path images = write("images.gz", Arrays.copyOf(images(5), 9));

        Problem problem = Reading.failure("idx", Map.of("images", images.toString()));

        assertThat(problem.code()).isEqualTo("SORA-4104");
        assertThat(problem.where()).endsWith("header");
    }

    @Test
    void refusesAWrongMagic() throws IOException {
        Map<String, Object> exchanged = settings(labels(5), images(5), true);

        Problem problem = Reading.failure("idx", exchanged);

        assertThat(problem.code()).isEqualTo("SORA-4102");
        assertThat(problem.needs()).isEqualTo("a file that starts with 00 00 08 03");
        assertThat(problem.have()).isEqualTo("00 00 08 01");
        assertThat(problem.fix()).contains("exchanged");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Path images = write("images.gz", new byte[0]);

        assertThat(Reading.failure("idx", Map.of("images", images.toString())).have())
                .isEqualTo("an empty file");
    }

    @Test
    void comparesCounts() throws IOException {
        Problem problem = Reading.failure("idx", settings(images(5), labels(4), true));

        assertThat(problem.code()).isEqualTo("SORA-4111");
        assertThat(problem.needs()).startsWith("5 labels");
        assertThat(problem.have()).isEqualTo("4 labels");
    }

    @Test
    void refusesADimensionThatNoImageHas() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(16).putInt(IMAGES).putInt(5);
        header.putInt(-1).putInt(1 << 20);
        Path images = write("images.gz", header.array());

        Problem problem = Reading.failure("idx", Map.of("images", images.toString()));

        assertThat(problem.code()).isEqualTo("SORA-4103");
        assertThat(problem.have()).contains("4294967295");
    }

    @Test
    void refusesAFileThatGoesOnAfterItsEnd() throws IOException {
        byte[] images = images(5);
        Map<String, Object> settings =
                settings(Arrays.copyOf(images, images.length + 1), labels(5), true);

        assertThat(Reading.failure("idx", settings).code()).isEqualTo("SORA-4106");
    }

    @Test
    void refusesNoRecords() throws IOException {
        assertThat(Reading.failure("idx", settings(images(0), labels(0), false)).code())
                .isEqualTo("SORA-4107");
        Map<String, Object> beyond =
                Map.of("images", whole(false).get("images"), "offset", 5, "limit", 2);
        assertThat(Reading.failure("idx", beyond).fix()).isEqualTo("set a smaller 'offset'");
    }

    @Test
    void saysWhichFileIsNotThere() {
        Path missing = folder.resolve("nowhere/train-images.gz");

        Problem problem = Reading.failure("idx", Map.of("images", missing.toString()));

        assertThat(problem.code()).isEqualTo("SORA-4101");
        assertThat(problem.message()).isEqualTo("there is no 'train-images.gz'");
        assertThat(problem.have()).isEqualTo("the folder " + folder);
    }

    @Test
    void refusesAFolder() {
        Problem problem = Reading.failure("idx", Map.of("images", folder.toString()));

        assertThat(problem.code()).isEqualTo("SORA-4108");
    }

    @Test
    void readsMnist() {
        Map<String, Object> settings =
                Map.of(
                        "images",
                        Reading.data("mnist/t10k-images-idx3-ubyte.gz").toString(),
                        "labels",
                        Reading.data("mnist/t10k-labels-idx1-ubyte.gz").toString());

        List<DataRecord> records = Reading.all("idx", settings);

        assertThat(records).hasSize(10_000);
        assertThat(records.get(0).get("label", Long.class)).isEqualTo(7L);
        assertThat(records.get(9_999).get("label", Long.class)).isEqualTo(6L);
    }

    private Map<String, Object> whole(boolean compressed) throws IOException {
        return settings(images(5), labels(5), compressed);
    }

    private Map<String, Object> settings(byte[] images, byte[] labels, boolean compressed)
            throws IOException {
        return Map.of(
                "images",
                write("images.gz", compressed ? gz(images) : images).toString(),
                "labels",
                write("labels.gz", compressed ? gz(labels) : labels).toString());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] images(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + count * 6);
        bytes.putInt(IMAGES).putInt(count).putInt(2).putInt(3);
        for (int i = 0; i < count * 6; i++) {
            bytes.put((byte) i);
        }
        return bytes.array();
    }

    private static byte[] labels(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + count).putInt(LABELS).putInt(count);
        for (int i = 0; i < count; i++) {
            bytes.put((byte) i);
        }
        return bytes.array();
    }

    private static byte[] gz(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
