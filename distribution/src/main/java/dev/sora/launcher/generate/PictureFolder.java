// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

import dev.sora.core.Prediction;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Writes what was generated: each picture as PNG, all of them on a contact sheet, and a line of
 * JSON for each record.
 */
public final class PictureFolder {

    private static final String LINES = "generated.jsonl";
    private static final String SHEET = "sheet.png";

    private final Path folder;

    /**
     * Checks the folder; {@link #write} creates it, so that a refusal leaves nothing.
     *
     * @throws SoraException if it has files already, which could be taken for results
     */
    public PictureFolder(Path folder) throws IOException {
        this.folder = folder;
        if (Files.notExists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new SoraException(
                    Problem.of("SORA-1006", "the results need a folder, and this is a file")
                            .where("--output " + folder)
                            .fix("name another folder; it is created if it is missing"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new SoraException(
                        Problem.of(
                                        "SORA-1009",
                                        "the folder for what is generated has files already")
                                .where("--output " + folder)
                                .needs("an empty folder, or one that does not exist")
                                .fix("name another folder, or delete this one"));
            }
        }
    }

    /**
     * Creates the folder and writes the results.
     *
     * @param names what each record is called, such as {@code 7}
     * @return the number of pictures
     */
    public int write(List<Prediction> predictions, List<String> names) throws IOException {
        Files.createDirectories(folder);
        List<BufferedImage> pictures = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        int digits = Math.max(4, Integer.toString(predictions.size()).length());
        for (int i = 0; i < predictions.size(); i++) {
            String name = name(names.get(i), i + 1, digits);
            Map<String, Object> line = new LinkedHashMap<>();
            for (Map.Entry<String, Map<String, Object>> output :
                    predictions.get(i).outputs().entrySet()) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (Map.Entry<String, Object> value : output.getValue().entrySet()) {
                    Optional<byte[]> png = Pictures.png(value.getValue());
                    values.put(value.getKey(), png.isPresent() ? name : value.getValue());
                    if (png.isPresent()) {
                        Files.write(folder.resolve(name), png.get());
                        pictures.add(Pictures.read(png.get()));
                    }
                }
                line.put(output.getKey(), values);
            }
            lines.append(Json.line(JsonTree.of(line))).append('\n');
        }
        Files.writeString(folder.resolve(LINES), lines, StandardCharsets.UTF_8);
        if (!pictures.isEmpty()) {
            ByteArrayOutputStream sheet = new ByteArrayOutputStream();
            ImageIO.write(ContactSheet.of(pictures, rowLength(names)), "png", sheet);
            Files.write(folder.resolve(SHEET), sheet.toByteArray());
        }
        return pictures.size();
    }

    /** Returns how many pictures of one wish follow each other; 0 if all are of one. */
    private static int rowLength(List<String> names) {
        int first = 0;
        while (first < names.size() && names.get(first).equals(names.get(0))) {
            first++;
        }
        return first == names.size() ? 0 : first;
    }

    private static String name(String wish, int number, int digits) {
        String safe = wish.replaceAll("[^\\p{L}\\p{N}._-]+", "_");
        String start = safe.isEmpty() || safe.startsWith(".") ? "" : cut(safe) + "-";
        return start + "%0".concat(digits + "d.png").formatted(number);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(60, text.length()));
    }
}
