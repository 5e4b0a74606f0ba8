// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.protocol;

import dev.sora.core.Model;
import dev.sora.core.Prediction;
import dev.sora.core.PredictionOptions;
import dev.sora.data.ColumnType;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.serving.models.Signature;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file of a client for the sources of the installed plugins. Only kinds of files that cannot name
 * other files are read: tables for models of plain columns, and sounds. So no client makes the
 * server read a file of its own.
 *
 * @param name its name without folders, for messages
 * @param ending its ending in lower case, such as {@code csv}
 * @param bytes its content
 */
public record UploadedFile(String name, String ending, byte[] bytes) {

    private static final Set<String> TABLES = Set.of("csv", "tsv", "jsonl");
    private static final Set<String> SOUNDS =
            Set.of("wav", "flac", "aiff", "aif", "au", "mp3", "ogg");

    static UploadedFile of(String name, byte[] bytes, Signature signature) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        String ending = dot < 0 ? "" : last.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean sounds = signature.columns().containsValue(Optional.of(ColumnType.VECTOR));
        Set<String> kinds = signature.isPlain() ? TABLES : sounds ? SOUNDS : Set.of();
        if (!kinds.contains(ending)) {
            throw new RefusedException(
                    415,
                    Problem.of("SORA-6106", "this kind of file is not read for this model")
                            .needs(
                                    kinds.isEmpty()
                                            ? "records in JSON"
                                            : "a file that ends in "
                                                    + String.join(
                                                            ", ", kinds.stream().sorted().toList()))
                            .have(Refusals.shown(last)));
        }
        return new UploadedFile(Refusals.shown(last), ending, bytes);
    }

    /**
     * Predicts for every record of the file.
     *
     * @param most the number of records in a request
     */
    public List<Prediction> predict(Model model, PredictionOptions options, int most) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("sora-upload");
            Path file = Files.write(folder.resolve("upload." + ending), bytes);
            return predict(model, file, options, most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    private List<Prediction> predict(Model model, Path file, PredictionOptions options, int most) {
        List<Prediction> predictions = new ArrayList<>();
        try {
            model.predict(
                    file,
                    options,
                    event -> {},
                    prediction -> {
                        PredictRequest.checkCount(predictions.size() + 1, most);
                        predictions.add(named(prediction, file));
                    });
        } catch (RefusedException e) {
            throw e;
        } catch (SoraException e) {
            throw new SoraException(
                    e.problems().stream().map(problem -> named(problem, file)).toList(), e);
        }
        return predictions;
    }

    private Prediction named(Prediction prediction, Path file) {
        return new Prediction(
                name,
                prediction.number(),
                prediction.kept(),
                prediction.outputs(),
                prediction.error().map(problem -> named(problem, file)));
    }

    /** Returns a problem that names the client's file, not the one on the server. */
    private Problem named(Problem problem, Path file) {
        return new Problem(
                problem.code(),
                named(problem.message(), file),
                named(problem.where(), file),
                named(problem.needs(), file),
                named(problem.have(), file),
                named(problem.fix(), file));
    }

    private String named(String text, Path file) {
        return text.replace(file.toString(), name)
                .replace(file.getFileName().toString(), name)
                .replace(file.getParent().toString(), "");
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
