// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Writes pictures and annotations. Pictures are 40 x 30 pixels. */
public final class Annotated {

    private final Path folder;
    private int number;

    /** Writes below a folder. */
    public Annotated(Path folder) {
        this.folder = folder;
    }

    /** Returns a folder in the form of Pascal VOC, with lists of all and of the second picture. */
    public Path voc(int count) {
        Path root = folder.resolve("voc" + number++);
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            write(root, "JPEGImages/p%d.png".formatted(i), png());
            write(
                    root,
                    "Annotations/p%d.xml".formatted(i),
                    annotation(object("cell", 1, 2, 10 + i, 12)));
            all.append("p%d\n".formatted(i));
        }
        write(root, "ImageSets/Main/train.txt", all.toString());
        write(root, "ImageSets/Main/val.txt", "p2 1\n");
        return root;
    }

    /** Returns a folder with one sound annotation and nine broken ones. */
    public Path brokenVoc() {
        Path root = folder.resolve("broken");
        List<String> files =
                List.of(
                        annotation(object("cell", 1, 2, 10, 12)),
                        annotation(object("cell", 1, 2, 60, 12)),
                        annotation(object("cell", -5, 2, 10, 12)),
                        annotation(object("cell", 8, 8, 8, 8)),
                        annotation(object("cell", 10, 2, 5, 12)),
                        annotation(object("", 1, 2, 10, 12)),
                        annotation("").replace("40</width>", "80</width>"),
                        annotation(object("cell", 1, 2, 10, 12)).replace("<xmin>1</xmin>", ""),
                        "<annotation><object>",
                        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><annotation>&b;"
                                + "</annotation>");
        for (int i = 0; i < files.size(); i++) {
            write(root, "p%d.png".formatted(i), png());
            write(root, "p%d.xml".formatted(i), files.get(i));
        }
        return root;
    }

    /** Returns a folder of pictures without annotations. */
    public Path onlyPictures() {
        return pictures(2);
    }

    /** Returns a folder of pictures {@code 1.png}, {@code 2.png} and so on. */
    public Path pictures(int count) {
        Path root = folder.resolve("pictures" + number++);
        for (int i = 1; i <= count; i++) {
            write(root, "set/%d.png".formatted(i), png());
        }
        return root;
    }

    /** Returns a sound file of COCO. */
    public Path coco(int count) {
        StringBuilder images = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            images.append(i == 1 ? "" : ", ").append(image(i, i + ".png"));
            marks.append(i == 1 ? "" : ", ").append(mark(100 + i, i, 7, "[1, 2, 10, 12]"));
        }
        return text(coco(images.toString(), marks.toString()), "coco%d.json".formatted(number++));
    }

    /** Returns a file of COCO with one sound image and nine broken elements. */
    public Path brokenCoco() {
        String images =
                String.join(
                        ", ",
                        image(1, "1.png"),
                        image(1, "2.png"),
                        "{\"file_name\": \"2.png\"}",
                        image(2, "none.png"),
                        image(3, "3.png"),
                        image(4, "4.png").replace("40", "41"),
                        image(5, "1.png"),
                        image(6, "2.png"));
        String marks =
                String.join(
                        ", ",
                        mark(1, 1, 7, "[0, 0, 4, 4]"),
                        mark(2, 99, 7, "[0, 0, 4, 4]"),
                        mark(3, 3, 8, "[0, 0, 4, 4]"),
                        mark(4, 6, 7, "[30, 0, 40, 4]"),
                        "{\"id\": 5, \"category_id\": 7, \"bbox\": [0, 0, 4, 4]}");
        return text(coco(images, marks), "broken.json");
    }

    static String coco(String images, String marks) {
        return "{\"info\": {}, \"images\": [%s], \"annotations\": [%s], ".formatted(images, marks)
                + "\"categories\": [{\"id\": 7, \"name\": \"cell\"}]}";
    }

    static String image(int id, String name) {
        return "{\"id\": %d, \"file_name\": \"%s\", \"width\": 40, \"height\": 30}"
                .formatted(id, name);
    }

    static String mark(int id, int image, int category, String box) {
        return "{\"id\": %d, \"image_id\": %d, \"category_id\": %d, \"bbox\": %s, \"iscrowd\": 0}"
                .formatted(id, image, category, box);
    }

    static String annotation(String objects) {
        return """
        <annotation>
          <filename>x.png</filename>
          <size><width>40</width><height>30</height><depth>3</depth></size>
          %s
        </annotation>
        """
                .formatted(objects);
    }

    static String object(String name, int left, int top, int right, int bottom) {
        return "<object><name>%s</name><difficult>0</difficult><bndbox>".formatted(name)
                + "<xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax>"
                        .formatted(left, top, right, bottom)
                + "</bndbox></object>";
    }

    /** Writes a file in the folder. */
    public Path text(String text, String name) {
        return write(folder, name, text);
    }

    /** Returns a file with gzip. */
    public Path packed(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return write(folder, file.getFileName() + ".gz", bytes.toByteArray());
    }

    /** Returns an archive of a folder. */
    public Path zipped(Path root, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes);
                var files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new ZipEntry("set/" + root.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return write(folder, name, bytes.toByteArray());
    }

    static byte[] png() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_3BYTE_BGR), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Path write(Path root, String name, String text) {
        return write(root, name, text.getBytes(StandardCharsets.UTF_8));
    }

    static Path write(Path root, String name, byte[] bytes) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
