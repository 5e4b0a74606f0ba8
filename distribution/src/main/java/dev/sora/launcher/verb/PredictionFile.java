// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.IoConsumer;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the file of predictions: completely or not at all. */
final class PredictionFile {

    private PredictionFile() {}

    /**
     * Checks that the file of predictions does not replace the model or the input.
     *
     * @param output the file; {@code null} for standard output
     * @param model the model package
     * @param input the input data
     * @throws DataException if it does
     */
    static void check(Path output, Path model, Path input) throws IOException {
        for (Path source : new Path[] {model, input}) {
            if (output != null
                    && Files.exists(output)
                    && Files.exists(source)
                    && same(output, source)) {
                throw new DataException(
                        Problem.of(
                                        "SORA-4705",
                                        "the predictions would replace %s"
                                                .formatted(
                                                        source.equals(model)
                                                                ? "the model"
                                                                : "what they are made for"))
                                .where("--output " + output)
                                .fix("name another file"));
            }
        }
    }

    private static boolean same(Path output, Path source) throws IOException {
        return !Files.isDirectory(output) && Files.isSameFile(output, source);
    }

    /** Writes the file. A device or a pipe cannot be replaced and is written directly. */
    static void write(Path output, IoConsumer<Writer> content) throws IOException {
        if (Files.exists(output) && !Files.isRegularFile(output) && !Files.isDirectory(output)) {
            try (OutputStream stream = Files.newOutputStream(output)) {
                fill(stream, content);
            }
            return;
        }
        Path folder = output.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(folder);
        }
        AtomicFile.write(output, stream -> fill(stream, content));
    }

    private static void fill(OutputStream stream, IoConsumer<Writer> content) throws IOException {
        // The writer is flushed, and the caller closes the stream.
        Writer writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
        try {
            content.accept(writer);
        } catch (UncheckedIOException e) {
            // Writers of predictions are called by core, which does not allow an IOException.
            throw e.getCause();
        }
        writer.flush();
    }
}
