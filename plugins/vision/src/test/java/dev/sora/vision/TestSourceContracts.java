// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import dev.sora.source.DataSourceType;
import dev.sora.testkit.Contract;
import dev.sora.testkit.Contracts;
import dev.sora.testkit.SourceContract;
import dev.sora.testkit.Workbench;
import dev.sora.vision.source.DicomSample;
import dev.sora.vision.source.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Which files each source is tried on. */
final class TestSourceContracts {

    @TempDir static Path folder;

    /**
     * Returns the contracts.
     *
     * @param folder where their files are written
     */
    static List<SourceContract> all(Path folder) {
        return List.of(idx(folder), imageFolder(folder), dicom(folder), drawnDigits());
    }

    @TestFactory
    Stream<DynamicTest> keepTheirContracts() {
        return all(folder).stream().flatMap(Contract::tests);
    }

    private static SourceContract source(String name) {
        return Contracts.source(Workbench.type(new VisionPlugin(), DataSourceType.class, name));
    }

    private static SourceContract idx(Path folder) {
        byte[] images = new byte[16 + 9 * 6];
        ByteBuffer.wrap(images).putInt(0x0803).putInt(9).putInt(2).putInt(3);
        byte[] labels = new byte[8 + 9];
        ByteBuffer.wrap(labels).putInt(0x0801).putInt(9);
        String plain = write(folder, "images", images);
        String packed = write(folder, "images.gz", packed(images));
        return source("idx")
                .variant(Map.of("images", plain))
                .variant(Map.of("images", packed, "labels", write(folder, "labels", labels)))
                .variant(Map.of("images", packed, "offset", 2, "limit", 4))
                .fails(Map.of("images", folder.resolve("missing").toString()))
                .fails(Map.of("images", folder.toString()))
                .fails(Map.of("images", write(folder, "cut", Arrays.copyOf(images, 9))))
                .fails(Map.of("images", write(folder, "empty", new byte[0])))
                .fails(Map.of("labels", plain))
                .fails(Map.of("offset", 9))
                .refuses("offset", -1)
                .refuses("limit", 0);
    }

    private static SourceContract imageFolder(Path folder) {
        byte[] sound = Samples.png(5, 4, 1);
        Path pictures = folder.resolve("pictures");
        for (String name : List.of("a/1.png", "a/2.png", "b/1.png")) {
            write(pictures, name, sound);
        }
        write(folder, "some/a/1.png", sound);
        write(folder, "some/a/2.png", Arrays.copyOf(sound, sound.length * 3 / 4));
        write(folder, "some/b/1.png", Samples.png(5, 4, 3));
        write(folder, "none/notes.txt", new byte[3]);
        return source("image-folder")
                .variant(Map.of("path", pictures.toString()))
                .variant(Map.of("path", pictures.resolve("a").toString(), "labels", "none"))
                .variant(Map.of("path", write(folder, "a.zip", archive(sound)), "limit", 2))
                .variant(Map.of("path", pictures + "/a/1.png", "labels", "none"))
                .variant(Map.of("path", pictures.toString(), "masks", pictures.toString()))
                .broken(Map.of("path", folder.resolve("some").toString()), 1)
                .fails(Map.of("path", folder.resolve("missing").toString()))
                .fails(Map.of("path", folder.resolve("none").toString()))
                .fails(Map.of("path", pictures.resolve("a").toString()))
                .refuses("labels", "file")
                .refuses("limit", 0);
    }

    private static SourceContract dicom(Path folder) {
        Path files = folder.resolve("dicom");
        write(files, "a/1.dcm", DicomSample.of("p1", 1, 2, 3, 4));
        write(files, "b/2", DicomSample.of("p2", 5, 6));
        byte[] sound = DicomSample.of("p3", 7, 8);
        write(folder, "some-dicom/1.dcm", sound);
        write(folder, "some-dicom/2.dcm", Arrays.copyOf(sound, sound.length - 2));
        return source("dicom")
                .variant(Map.of("path", files.toString()))
                .variant(Map.of("path", files.toString(), "labels", "folder", "frames", "all"))
                .variant(
                        Map.of(
                                "path",
                                files.toString(),
                                "attributes",
                                List.of("PatientID"),
                                "window",
                                "stored"))
                .broken(Map.of("path", folder.resolve("some-dicom").toString()), 1)
                .fails(Map.of("path", folder.resolve("missing").toString()))
                .refuses("frames", "last")
                .refuses("window", Map.of("centre", 1));
    }

    private static SourceContract drawnDigits() {
        return source("drawn-digits")
                .variant(Map.of("samples", 30))
                .variant(Map.of("samples", 1, "size", 14, "seed", 5))
                .withoutFiles()
                .refuses("samples", 0)
                .refuses("size", 13)
                .refuses("size", 257);
    }

    private static String write(Path folder, String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] archive(byte[] picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : List.of("x/1.png", "y/1.png", "y/2.png")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(picture);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
