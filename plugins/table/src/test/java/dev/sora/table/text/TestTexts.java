// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.setting.Settings;
import dev.sora.source.DataSource;
import dev.sora.source.DataSourceType;
import dev.sora.source.RecordStream;
import dev.sora.table.Packing;
import dev.sora.table.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestTexts {

    private static final Map<String, byte[]> REVIEWS =
            Packing.entries(
                    "aclImdb/README", "-",
                    "aclImdb/train/pos/1_9.txt", "good\nfilm",
                    "aclImdb/train/._1.txt", "-",
                    "aclImdb/train/neg/1_2.txt", "bad",
                    "aclImdb/train/unsup/1_0.txt", "?",
                    "aclImdb/test/pos/1_8.txt", "fine",
                    "aclImdb/train/pos/2_9.txt", "");

    @TempDir private Path folder;

    @Test
    void readsClassFoldersOfAllKinds() throws IOException {
        Path plain = folder.resolve("plain");
        for (Map.Entry<String, byte[]> entry : REVIEWS.entrySet()) {
            Path file = plain.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        byte[] tar = Packing.tar(REVIEWS);
        for (String path :
                List.of(
                        plain + "/aclImdb/train",
                        write("a.zip", Packing.zip(REVIEWS)) + "!/aclImdb/train",
                        write("a.tgz", Packing.gz(tar)) + "!/aclImdb/train/",
                        write("a.tar", tar) + "!/aclImdb/train")) {
            List<DataRecord> records =
                    Reading.all(
                            "text-folder", Map.of("path", path, "classes", List.of("pos", "neg")));
            assertThat(records).as(path).hasSize(3);
            assertThat(Reading.column(records, "text"))
                    .containsExactlyInAnyOrder("good\nfilm", "bad", "");
            assertThat(Reading.column(records, "label"))
                    .containsExactlyInAnyOrder("pos", "neg", "pos");
        }
        assertThat(Reading.all("text-folder", Map.of("path", folder + "/a.tgz", "labels", "none")))
                .hasSize(5);
    }

    @Test
    void countsAndNamesWhatItDoesNotRead() throws IOException {
        byte[] tar = Packing.tar(REVIEWS);
        DataSourceType type = new TextFolderType();
        for (Path path : List.of(write("a.zip", Packing.zip(REVIEWS)), write("a.tar", tar))) {
            Settings settings =
                    Settings.of(
                            type.descriptor().settings(),
                            Map.of("path", path.toString(), "classes", List.of("pos", "neg")));
            try (DataSource source = type.open(settings)) {
                for (int pass = 0; pass < 2; pass++) {
                    try (RecordStream stream = source.records()) {
                        while (stream.next().isPresent()) {
                            // only what is passed over matters
                        }
                    }
                }
                assertThat(source.passedOver())
                        .extracting(what -> what.count() + " " + what.examples())
                        .containsExactlyInAnyOrder(
                                "1 [aclImdb/README]",
                                "1 [aclImdb/train/._1.txt]",
                                "1 [aclImdb/train/unsup/1_0.txt]");
                assertThat(source.passedOver().get(0).fix()).contains("'endings'");
            }
        }
    }

    @Test
    void readsEvenlyFromTheFoldersWithinALimit() throws IOException {
        Path archive = write("a.tar", Packing.tar(REVIEWS));

        List<DataRecord> records =
                Reading.all("text-folder", Map.of("path", archive.toString(), "limit", 3));

        assertThat(Reading.column(records, "label"))
                .containsExactlyInAnyOrder("pos", "neg", "unsup");
    }

    @Test
    void followsALinkToAFolder() throws IOException {
        Files.createDirectories(folder.resolve("real/pos"));
        write("real/pos/a.txt", "fine".getBytes(StandardCharsets.UTF_8));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));

        assertThat(
                        Reading.column(
                                Reading.all("text-folder", Map.of("path", link.toString())),
                                "label"))
                .containsExactly("pos");
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws IOException {
        Path latin = folder.resolve("x/a.txt");
        Files.createDirectories(latin.getParent());
        Files.write(latin, new byte[] {'a', (byte) 0xe9, 'b'});
        Files.writeString(folder.resolve("x/b.txt"), "fine");
        Files.writeString(folder.resolve("top.txt"), "no folder");

        Reading.Result result = Reading.result("text-folder", Map.of("path", folder.toString()));
        assertThat(result.broken().stream().map(Problem::code))
                .containsExactly("SORA-4241", "SORA-4202");
        assertThat(Reading.column(result.records(), "text")).containsExactly("fine");
        assertThat(
                        Reading.failure(
                                        "text-folder",
                                        Map.of(
                                                "path",
                                                folder.toString(),
                                                "classes",
                                                List.of("none")))
                                .code())
                .isEqualTo("SORA-4242");
        assertThat(Reading.failure("text-folder", Map.of("path", folder + "/none.tar")).code())
                .isEqualTo("SORA-4101");
    }

    @Test
    void readsLinesInParallel() throws IOException {
        Path en = write("a.en", "\ufeffone\r\ntwo\nthree\n\nfive".getBytes(StandardCharsets.UTF_8));
        Path fr =
                write(
                        "a.fr.gz",
                        Packing.gz("un\ndeux\ntrois\n\ncinq\n".getBytes(StandardCharsets.UTF_8)));

        List<DataRecord> records =
                Reading.all(
                        "lines", Map.of("files", Map.of("en", en.toString(), "fr", fr.toString())));

        assertThat(Reading.column(records, "en"))
                .containsExactly("one", "two", "three", "", "five");
        assertThat(Reading.column(records, "fr"))
                .containsExactly("un", "deux", "trois", "", "cinq");
        assertThat(records.get(4).number()).isEqualTo(5);
    }

    @Test
    void noticesThatLinesDoNotRunInParallel() throws IOException {
        Path en = write("a.en", "one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        Path fr = write("a.fr", "un\n".getBytes(StandardCharsets.UTF_8));

        Problem problem =
                Reading.failure(
                        "lines", Map.of("files", Map.of("en", en.toString(), "fr", fr.toString())));

        assertThat(problem.code()).isEqualTo("SORA-4243");
        assertThat(problem.where()).endsWith("a.fr:1");
    }

    /**
     * Such a CR is within a sentence (tensorflow/tensor2tensor#1395): read as the end of a line, it
     * moves the rest of one language by a line, and with one in the other, the files are as long.
     */
    @Test
    void parallelLinesThatEndDifferentlyAreRefused() throws IOException {
        Path en = write("a.en", "one\ntwo\rhalf\nthree\nfour\n".getBytes(StandardCharsets.UTF_8));
        Path fr = write("a.fr", "un\ndeux\ntrois\nqua\rtre\n".getBytes(StandardCharsets.UTF_8));

        Problem problem =
                Reading.failure(
                        "lines", Map.of("files", Map.of("en", en.toString(), "fr", fr.toString())));

        assertThat(problem.code()).isEqualTo("SORA-4244");
        assertThat(problem.where()).endsWith("a.en:2");
        for (String end : List.of("\r", "\n", "\r\n")) {
            Path more =
                    write(
                            "b.en",
                            "one|two|three|four|"
                                    .replace("|", end)
                                    .getBytes(StandardCharsets.UTF_8));
            Path other =
                    write(
                            "b.fr",
                            "un|deux|trois|quatre"
                                    .replace("|", "\n")
                                    .getBytes(StandardCharsets.UTF_8));
            Map<String, String> files = Map.of("en", more.toString(), "fr", other.toString());
            assertThat(Reading.result("lines", Map.of("files", files)).records()).hasSize(4);
        }
        assertThat(Reading.result("lines", Map.of("files", Map.of("en", en.toString()))).records())
                .hasSize(5);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
