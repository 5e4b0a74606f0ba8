// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sora.data.DataRecord;
import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.vision.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestArchives {

    @TempDir private Path folder;

    @Test
    void readsPicturesFromAllKinds() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("set/b/1.png", Samples.png(2, 2, 1));
        entries.put("set/README", new byte[5]);
        entries.put("set/a/1.png", Samples.png(2, 2, 1));
        entries.put("set/a/._1.png", new byte[5]);

        assertThat(labels(write("a.tar", tar(entries)))).containsExactly("b", "a");
        assertThat(labels(write("a.tar.gz", gz(tar(entries))))).containsExactly("b", "a");
        assertThat(labels(write("a.tgz", gz(tar(entries))))).containsExactly("b", "a");
        assertThat(labels(write("a.zip", zip(entries)))).containsExactly("a", "b");
    }

    /** A picture that is known by its first bytes alone is read whole, also from a stream. */
    @Test
    void knowsPicturesByTheirContent() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("x/none", Samples.png(40, 30, 3));
        entries.put("x/wrong.txt", Samples.png(40, 30, 3));
        entries.put("x/read.me", "not a picture".getBytes(StandardCharsets.UTF_8));
        entries.put("x/2.png", Samples.png(40, 30, 3));
        for (Path archive :
                List.of(
                        write("a.tar", tar(entries)),
                        write("b.zip", zip(entries)),
                        write("unnamed", gz(tar(entries))))) {
            assertThat(labels(archive)).as(archive.toString()).containsExactly("x", "x", "x");
        }
    }

    @Test
    void refusesPathsThatLeadOut() throws IOException {
        for (String path : List.of("../x/a.png", "/etc/x/a.png", "x/../../a.png", "C:/x/a.png")) {
            Map<String, byte[]> entries = Map.of(path, Samples.png(2, 2, 1));
            for (Path archive :
                    List.of(write("a.tar.gz", gz(tar(entries))), write("a.zip", zip(entries)))) {
                Problem problem = failure(archive);
                assertThat(problem.code()).as(path).isEqualTo("SORA-4113");
                assertThat(problem.have()).isEqualTo(path);
            }
        }
    }

    @Test
    void refusesEntriesThatClaimTooMuch() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TarArchiveEntry entry = new TarArchiveEntry("x/a.png");
        entry.setSize(1L << 30);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        bytes.writeBytes(header);
        bytes.writeBytes(new byte[1024]);

        Problem problem = failure(write("a.tar", bytes.toByteArray()));

        assertThat(problem.code()).isIn("SORA-4112", "SORA-4114");
    }

    @Test
    void refusesEntriesThatTurnOutTooLarge() throws IOException {
        Path archive = folder.resolve("bomb.zip");
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry("x/a.png"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 257; i++) {
                zip.write(zeros);
            }
        }

        Problem problem = failure(archive);

        assertThat(problem.code()).isEqualTo("SORA-4114");
        assertThat(problem.where()).isEqualTo(archive + "!/x/a.png");
    }

    @Test
    void passesLinksBy() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("x/a.png", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }

        assertThat(failure(write("a.tar", bytes.toByteArray())).code()).isEqualTo("SORA-4116");
    }

    @Test
    void noticesArchivesThatAreCut() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            entries.put("x/%02d.png".formatted(i), Samples.png(30, 30, 3));
        }
        byte[] tar = tar(entries);
        byte[] gz = gz(tar);
        byte[] zip = zip(entries);

        assertThat(failure(write("a.tar", half(tar))).where()).contains("after x/");
        assertThat(failure(write("a.tar.gz", half(gz))).code()).isEqualTo("SORA-4112");
        assertThat(failure(write("a.zip", half(zip))).code()).isEqualTo("SORA-4112");
        assertThat(failure(write("b.zip", new byte[0])).code()).isEqualTo("SORA-4112");
    }

    @Test
    void namesTheEntryOfABrokenPicture() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("x/a.png", Samples.png(20, 20, 1));
        entries.put("x/b.png", half(Samples.png(20, 20, 1)));

        Problem problem = failure(write("a.tgz", gz(tar(entries))));

        assertThat(problem.code()).isEqualTo("SORA-4131");
        assertThat(problem.where()).endsWith("a.tgz!/x/b.png");
    }

    @Test
    void readsCifarAndFaces() {
        List<DataRecord> cifar =
                Reading.all(
                        "image-folder",
                        Map.of(
                                "path",
                                Reading.data("cifar10-subset/cifar10-test-2k.tar.gz").toString()));
        assertThat(cifar).hasSize(2000);
        assertThat(cifar).allMatch(r -> r.get("image", ImageValue.class).channels() == 3);
        assertThat(cifar.stream().map(r -> r.get("label", String.class)).distinct()).hasSize(10);

        List<DataRecord> faces =
                Reading.all(
                        "image-folder",
                        Map.of(
                                "path",
                                Reading.data("orl-faces/orl_faces-s1-s30.tar.gz").toString(),
                                "limit",
                                60));
        assertThat(faces).hasSize(60);
        assertThat(faces.stream().map(r -> r.get("label", String.class)).distinct()).hasSize(30);
        assertThat(faces.get(0).get("image", ImageValue.class).height()).isEqualTo(112);
    }

    private static List<String> labels(Path archive) {
        return Reading.all("image-folder", Map.of("path", archive.toString())).stream()
                .map(r -> r.get("label", String.class))
                .toList();
    }

    private static Problem failure(Path archive) {
        return Reading.failure("image-folder", Map.of("path", archive.toString()));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] tar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                TarArchiveEntry header = new TarArchiveEntry(entry.getKey(), true);
                header.setSize(entry.getValue().length);
                tar.putArchiveEntry(header);
                tar.write(entry.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gz(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
