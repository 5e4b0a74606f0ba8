// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Prediction;
import dev.sora.core.io.IoConsumer;
import dev.sora.launcher.generate.MaskFile;
import dev.sora.launcher.generate.Pictures;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of predictions: a file of lines, and a PNG file for each mask and picture in them, whose
 * name takes its place in the line. It appears when it is complete, or not at all.
 */
final class PredictionFolder implements PredictionWriter {

    private static final String LINES = "predictions.jsonl";
    private static final int LONGEST = 60;

    /** Folders that runs may have left or be writing, at most. */
    private static final int MOST_PARTS = 1000;

    private final Path folder;
    private final PredictionLines lines;

    private PredictionFolder(Path folder, Writer lines) {
        this.folder = folder;
        this.lines = new PredictionLines(lines);
    }

    /**
     * Returns whether results go to a folder: one that exists, or a name with a slash at its end.
     */
    static boolean isOne(String output) {
        return output.endsWith("/") || output.endsWith("\\") || Files.isDirectory(Path.of(output));
    }

    /**
     * Writes a folder.
     *
     * @param folder empty, or created
     * @throws SoraException if it has files already, which could be taken for results
     */
    static void write(Path folder, IoConsumer<PredictionWriter> content) throws IOException {
        check(folder);
        boolean there = Files.exists(folder);
        Path target = there ? folder.toRealPath() : folder.toAbsolutePath().normalize();
        Path part = part(there ? target : target.getParent(), target.getFileName());
        boolean complete = false;
        try {
            try (Writer lines =
                    Files.newBufferedWriter(part.resolve(LINES), StandardCharsets.UTF_8)) {
                content.accept(new PredictionFolder(part, lines));
            }
            complete = true;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!complete) {
                delete(part);
            }
        }
        try {
            if (there) {
                fill(target, part);
            } else {
                Files.move(part, target);
            }
        } catch (IOException e) {
            throw new IOException(
                    "the predictions are complete, but stay in '%s': %s"
                            .formatted(part, e.getMessage()),
                    e);
        }
    }

    /** Creates a hidden folder, with the permissions of any other. */
    private static Path part(Path parent, @Nullable Path name) throws IOException {
        Files.createDirectories(parent);
        for (int i = 1; ; i++) {
            try {
                return Files.createDirectory(
                        parent.resolve(".%s-%d.part".formatted(name == null ? "" : name, i)));
            } catch (FileAlreadyExistsException e) {
                if (i == MOST_PARTS) {
                    throw e;
                }
            }
        }
    }

    /** Moves files into a folder, which may be a link or another disk; the lines come last. */
    private static void fill(Path target, Path part) throws IOException {
        try (Stream<Path> files = Files.list(part)) {
            for (Path file : files.filter(file -> !file.endsWith(LINES)).toList()) {
                Files.move(file, target.resolve(file.getFileName()));
            }
        }
        Files.move(part.resolve(LINES), target.resolve(LINES));
        Files.delete(part);
    }

    private static void check(Path folder) throws IOException {
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
                        Problem.of("SORA-1009", "the folder for predictions has files already")
                                .where("--output " + folder)
                                .needs("an empty folder, or one that does not exist")
                                .fix("name another folder, or delete this one"));
            }
        }
    }

    private static void delete(Path part) throws IOException {
        if (Files.notExists(part)) {
            return;
        }
        try (Stream<Path> files = Files.list(part)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(part);
    }

    @Override
    public void add(Prediction prediction) throws IOException {
        Map<String, Map<String, Object>> outputs = new LinkedHashMap<>();
        boolean several = prediction.outputs().size() > 1;
        for (Map.Entry<String, Map<String, Object>> output : prediction.outputs().entrySet()) {
            String name = name(prediction) + (several ? "-" + output.getKey() : "");
            outputs.put(output.getKey(), written(output.getValue(), name));
        }
        lines.add(
                new Prediction(
                        prediction.origin(),
                        prediction.number(),
                        prediction.kept(),
                        outputs,
                        prediction.error()));
    }

    private Map<String, Object> written(Map<String, Object> values, String name)
            throws IOException {
        Map<String, Object> written = new LinkedHashMap<>();
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> Pictures.png(value).ifPresent(png -> pictures.put(key, png)));
        for (Map.Entry<String, Object> value : values.entrySet()) {
            String key = value.getKey();
            Optional<byte[]> mask =
                    key.equals(MaskFile.MASKS) ? MaskFile.of(values) : Optional.empty();
            if (pictures.containsKey(key)) {
                // one picture needs no key in its name
                String end = pictures.size() > 1 ? "-" + safe(key) : "";
                written.put(key, write(name + end, pictures.get(key)));
            } else if (mask.isPresent()) {
                written.put("mask", write(name + "-mask", mask.get()));
            } else {
                written.put(key, value.getValue());
            }
        }
        return written;
    }

    /** Writes a picture, under another name if keys differ only in characters that are replaced. */
    private String write(String name, byte[] png) throws IOException {
        String file = name + ".png";
        for (int i = 2; Files.exists(folder.resolve(file)); i++) {
            file = "%s-%d.png".formatted(name, i);
        }
        Files.write(folder.resolve(file), png);
        return file;
    }

    private static String safe(String text) {
        String safe = text.replaceAll("[^\\p{L}\\p{N}_-]+", "_");
        return safe.substring(0, Math.min(LONGEST, safe.length()));
    }

    /** Returns the name of a record: that of its file, and its number, which makes it unique. */
    private static String name(Prediction prediction) {
        String origin = prediction.origin().replace('\\', '/');
        String last = origin.substring(origin.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        String stem = (dot > 0 ? last.substring(0, dot) : last);
        return String.format(Locale.ROOT, "%s-%04d", safe(stem), prediction.number());
    }
}
