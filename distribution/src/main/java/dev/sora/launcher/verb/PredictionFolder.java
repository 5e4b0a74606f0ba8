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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of predictions: a file of lines, and a PNG file for each mask and picture in them, whose
 * name takes its place in the line. It appears when it is complete, or not at all.
 */
final class PredictionFolder implements PredictionWriter {

    private static final String LINES = "predictions.jsonl";
    private static final int LONGEST = 60;

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
        Path target = folder.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path part = Files.createTempDirectory(target.getParent(), "." + target.getFileName());
        try {
            try (Writer lines =
                    Files.newBufferedWriter(part.resolve(LINES), StandardCharsets.UTF_8)) {
                content.accept(new PredictionFolder(part, lines));
            }
            Files.deleteIfExists(target);
            Files.move(part, target);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            delete(part);
        }
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
        for (Map.Entry<String, Object> value : values.entrySet()) {
            Optional<byte[]> picture = Pictures.png(value.getValue());
            Optional<byte[]> mask =
                    value.getKey().equals(MaskFile.MASKS) ? MaskFile.of(values) : Optional.empty();
            if (picture.or(() -> mask).isPresent()) {
                String file = "%s%s.png".formatted(name, mask.isPresent() ? "-mask" : "");
                Files.write(folder.resolve(file), picture.or(() -> mask).orElseThrow());
                written.put(mask.isPresent() ? "mask" : value.getKey(), file);
            } else {
                written.put(value.getKey(), value.getValue());
            }
        }
        return written;
    }

    /** Returns the name of a record: that of its file, and its number, which makes it unique. */
    private static String name(Prediction prediction) {
        String origin = prediction.origin().replace('\\', '/');
        String last = origin.substring(origin.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        String stem = (dot > 0 ? last.substring(0, dot) : last);
        String safe = stem.replaceAll("[^\\p{L}\\p{N}_-]+", "_");
        return String.format(
                Locale.ROOT,
                "%s-%04d",
                safe.substring(0, Math.min(LONGEST, safe.length())),
                prediction.number());
    }
}
