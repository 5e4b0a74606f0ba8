// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.data.Column;
import dev.sora.data.ColumnType;
import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.PassedOver;
import dev.sora.source.RecordStream;
import dev.sora.source.TrainedOn;
import dev.sora.testkit.Workbench;
import dev.sora.vision.Offered;
import dev.sora.vision.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestImageFolder {

    @TempDir private Path folder;

    @Test
    void readsClassFoldersInTheOrderOfTheirNames() throws IOException {
        write("b/2.png", Samples.png(4, 3, 1));
        write("a/1.PNG", Samples.png(4, 3, 1));
        write("b/10.png", Samples.png(4, 3, 1));
        write("b/.hidden.png", new byte[3]);
        write(".git/x.png", new byte[3]);
        write("__MACOSX/b/2.png", new byte[3]);
        write("notes.txt", new byte[3]);

        List<DataRecord> records = Reading.all("image-folder", at(folder));

        assertThat(records)
                .extracting(DataRecord::origin)
                .containsExactly("a/1.PNG", "b/10.png", "b/2.png");
        assertThat(records)
                .extracting(r -> r.get("label", String.class))
                .containsExactly("a", "b", "b");
    }

    @Test
    void namesPicturesThatCannotBeReadLikeTheOthers() throws IOException {
        write("a/1.png", Samples.png(2, 2, 1));
        write("a/2.png", Arrays.copyOf(Samples.png(9, 9, 1), 40));

        DataSourceType type = Offered.type(DataSourceType.class, "image-folder");
        try (DataSource source = type.open(Workbench.settings(type, at(folder)));
                RecordStream stream = source.records()) {
            assertThat(stream.next()).map(DataRecord::origin).contains("a/1.png");
            assertThatThrownBy(stream::next)
                    .isInstanceOfSatisfying(
                            RecordException.class,
                            e -> {
                                assertThat(e.origin()).contains("a/2.png");
                                assertThat(e.problems().get(0).where())
                                        .isEqualTo(folder.resolve("a/2.png").toString());
                            });
        }
    }

    @Test
    void takesALimitEvenlyFromTheFolders() throws IOException {
        for (String name : List.of("a/1", "a/2", "a/3", "a/4", "b/1", "c/1", "c/2")) {
            write(name + ".png", Samples.png(2, 2, 1));
        }

        List<DataRecord> records =
                Reading.all("image-folder", Map.of("path", folder.toString(), "limit", 5));

        assertThat(records)
                .extracting(DataRecord::origin)
                .containsExactly("a/1.png", "a/2.png", "b/1.png", "c/1.png", "c/2.png");
    }

    @Test
    void readsEveryFormatWithItsValues() throws IOException {
        for (String format : List.of("png", "bmp", "pgm", "pgm-text", "gif")) {
            write("grey/" + format + "." + format.substring(0, 3), Samples.grey(format));
        }
        for (String format : List.of("png", "bmp", "ppm", "ppm-text", "jpg")) {
            write("colour/" + format + "." + format.substring(0, 3), Samples.colour(format));
        }

        for (DataRecord record : Reading.all("image-folder", at(folder))) {
            ImageValue image = record.get("image", ImageValue.class);
            boolean grey = record.get("label", String.class).equals("grey");
            // GIF and JPEG may stray a little
            int stray =
                    record.origin().endsWith("jpg") ? 40 : record.origin().endsWith("gif") ? 3 : 0;
            assertThat(image.channels()).as(record.origin()).isEqualTo(grey ? 1 : 3);
            for (int row = 0; row < 8; row++) {
                for (int column = 0; column < 8; column++) {
                    for (int c = 0; c < image.channels(); c++) {
                        assertThat(image.sample(row, column, c))
                                .as("%s %d %d", record.origin(), row, column)
                                .isBetween(
                                        Samples.value(row, column, c) - stray,
                                        Samples.value(row, column, c) + stray);
                    }
                }
            }
        }
    }

    @Test
    void readsLabelsForPredictionIfTheyAreWanted() throws IOException {
        write("anna/1.png", Samples.png(4, 3, 1));
        DataSourceType type = Offered.type(DataSourceType.class, "image-folder");
        Column picture = Column.of("image", ColumnType.IMAGE);
        List<Column> both = List.of(picture, Column.of("who", ColumnType.TEXT));
        Settings trained =
                Workbench.settings(type, Map.of("path", "people", "label_column", "who"));
        Settings without = Workbench.settings(type, Map.of("path", "people", "labels", "none"));

        Map<String, Object> raw =
                type.settingsFor(folder, new TrainedOn(trained, both, Set.of())).orElseThrow();
        assertThat(Reading.all("image-folder", raw).get(0).get("who", String.class))
                .isEqualTo("anna");
        assertThat(type.settingsFor(folder, new TrainedOn(trained, List.of(picture), Set.of())))
                .hasValueSatisfying(none -> assertThat(none).containsEntry("labels", "none"));
        assertThat(type.settingsFor(folder, new TrainedOn(without, both, Set.of())))
                .hasValueSatisfying(none -> assertThat(none).containsEntry("labels", "none"));
    }

    @Test
    void readsOnePictureOrAFlatFolderForPrediction() throws IOException {
        Path picture = write("seven.png", Samples.png(4, 3, 1));
        DataSourceType type = Offered.type(DataSourceType.class, "image-folder");
        List<Column> wanted = List.of(Column.of("photo", ColumnType.IMAGE));

        for (Path input : List.of(picture, folder)) {
            Map<String, Object> raw = type.settingsFor(input, wanted).orElseThrow();
            List<DataRecord> records = Reading.all("image-folder", raw);
            assertThat(records).hasSize(1);
            assertThat(records.get(0).origin()).isEqualTo("seven.png");
            assertThat(records.get(0).get("photo", ImageValue.class).width()).isEqualTo(4);
        }
        assertThat(type.settingsFor(write("a.csv", new byte[1]), wanted)).isEmpty();
        assertThat(type.settingsFor(picture, List.of())).isEmpty();
    }

    @Test
    void knowsPicturesByTheirContent() throws IOException {
        write("a/none", Samples.png(4, 3, 1));
        write("a/wrong.txt", Samples.colour("jpg"));
        write("a/really.jpg", Samples.png(5, 3, 1));
        write("a/UPPER.JFIF", Samples.colour("jpg"));

        List<DataRecord> records = Reading.all("image-folder", at(folder));

        assertThat(records)
                .extracting(DataRecord::origin)
                .containsExactly("a/UPPER.JFIF", "a/none", "a/really.jpg", "a/wrong.txt");
        DataSourceType type = Offered.type(DataSourceType.class, "image-folder");
        List<Column> wanted = List.of(Column.of("photo", ColumnType.IMAGE));
        assertThat(type.settingsFor(folder.resolve("a/none"), wanted)).isPresent();
        assertThat(type.settingsFor(folder.resolve("a/wrong.txt"), wanted)).isPresent();
    }

    @Test
    void countsAndNamesWhatItDoesNotRead() throws IOException {
        byte[] heic = "\0\0\0\30ftypheic".getBytes(StandardCharsets.ISO_8859_1);
        write("cats/1.png", Samples.png(2, 2, 1));
        for (int i = 1; i <= 4; i++) {
            write("dogs/%d.heic".formatted(i), heic);
        }
        write("cats/labels.CSV", "x".getBytes(StandardCharsets.UTF_8));
        write("cats/.DS_Store", new byte[3]);
        write("cats/Thumbs.db", new byte[3]);
        write("__MACOSX/cats/._1.png", new byte[3]);
        Files.createDirectories(folder.resolve("birds"));

        List<PassedOver> expected =
                List.of(
                        PassedOver.of(
                                "files that are not pictures, ending in .csv",
                                1,
                                List.of("cats/labels.CSV"),
                                "save them as PNG or JPEG if they are meant to be pictures;"
                                        + " otherwise nothing needs to be done"),
                        PassedOver.of(
                                "files in a format that is not read, HEIC",
                                4,
                                List.of("dogs/1.heic", "dogs/2.heic", "dogs/3.heic"),
                                "save them as PNG or JPEG"),
                        PassedOver.of(
                                "hidden files and folders, or those that an operating system left",
                                3,
                                List.of("__MACOSX", "cats/.DS_Store", "cats/Thumbs.db")),
                        PassedOver.of(
                                "folders in which nothing is read: no class is learned from them",
                                2,
                                List.of("birds", "dogs"),
                                "put readable files into them, or remove them"));
        assertThat(passedOver(folder)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void saysOfWhatAFolderWithoutPicturesIsFull() throws IOException {
        write("a/1.svg", "<svg xmlns='x'/>".getBytes(StandardCharsets.UTF_8));

        Problem problem = Reading.failure("image-folder", at(folder));

        assertThat(problem.code()).isEqualTo("SORA-4116");
        assertThat(problem.have()).isEqualTo("1 files in a format that is not read, SVG (a/1.svg)");
        assertThat(problem.fix()).contains("save them as PNG or JPEG");
    }

    private static List<PassedOver> passedOver(Path folder) {
        DataSourceType type = Offered.type(DataSourceType.class, "image-folder");
        try (DataSource source = type.open(Workbench.settings(type, at(folder)))) {
            return source.passedOver();
        }
    }

    @Test
    void refusesAFolderWithoutPictures() {
        Problem problem = Reading.failure("image-folder", at(folder));

        assertThat(problem.code()).isEqualTo("SORA-4116");
        assertThat(problem.have()).isEqualTo("0 pictures");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThat(Reading.failure("image-folder", at(folder.resolve("no"))).code())
                .isEqualTo("SORA-4101");
    }

    @Test
    void refusesPicturesWithoutClass() throws IOException {
        write("a.png", Samples.png(2, 2, 1));

        Problem problem = Reading.failure("image-folder", at(folder));

        assertThat(problem.code()).isEqualTo("SORA-4117");
        assertThat(problem.where()).isEqualTo(folder.resolve("a.png").toString());
        assertThat(problem.fix()).contains("labels: none");
    }

    @Test
    void noticesPicturesThatAreCut() throws IOException {
        for (String name : List.of("a.png", "a.jpg", "a.pgm", "a.bmp", "b.pgm")) {
            byte[] whole =
                    switch (name) {
                        case "a.png" -> Samples.png(40, 40, 3);
                        case "a.jpg" -> Samples.colour("jpg");
                        case "a.pgm" -> Samples.grey("pgm");
                        case "b.pgm" -> Samples.grey("pgm-text");
                        default -> Samples.colour("bmp");
                    };
            Path picture = write("x/" + name, Arrays.copyOf(whole, whole.length * 3 / 4));

            Problem problem = Reading.failure("image-folder", at(folder));

            assertThat(problem.code()).as(name).isIn("SORA-4131", "SORA-4134");
            assertThat(problem.where()).isEqualTo(picture.toString());
            Files.delete(picture);
        }
    }

    @Test
    void noticesAPngThatLiesAboutItsSize() throws IOException {
        for (int height : new int[] {39, 41, 400}) {
            write("x/a.png", Samples.pngWithHeight(Samples.png(40, 40, 3), height, true));

            Problem problem = Reading.failure("image-folder", at(folder));

            assertThat(problem.code()).isEqualTo("SORA-4132");
            assertThat(problem.needs()).endsWith("bytes of image data");
        }
        write("x/a.png", Samples.pngWithHeight(Samples.png(40, 40, 3), 39, false));
        assertThat(Reading.failure("image-folder", at(folder)).have()).contains("checksum");
    }

    @Test
    void refusesPicturesThatAreTooLargeBeforeDecodingThem() throws IOException {
        write("x/a.png", Samples.pngWithHeight(Samples.png(40, 40, 3), 2_000_000_000, true));
        assertThat(Reading.failure("image-folder", at(folder)).code()).isEqualTo("SORA-4133");

        write(
                "x/a.png",
                "P5 100000 100000 255 x".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(Reading.failure("image-folder", at(folder)).code()).isEqualTo("SORA-4133");
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        write("x/a.png", "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThat(Reading.failure("image-folder", at(folder)).code()).isEqualTo("SORA-4135");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static Map<String, Object> at(Path path) {
        return Map.of("path", path.toString());
    }
}
