// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.packaging.AtomicFile;
import dev.sora.core.packaging.Json;
import dev.sora.launcher.show.Tree;
import dev.sora.launcher.show.Words;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts for records. */
@Command(
        name = "predict",
        header = "Predict with a model package: one JSON line a record.",
        description = {
            "",
            "The input is a file that a data source of the installed plugins reads, such as a"
                    + " picture or a table, or a folder of such files.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora predict model.sora --input seven.png",
            "  sora predict model.sora --input pictures/ --output predictions.jsonl",
            "  cat seven.png | sora predict model.sora --input -"
        })
public final class PredictVerb implements Verb {

    private static final String STANDARD_INPUT = "-";

    @Mixin private Common common;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "FILE|FOLDER|-",
            description = "What to predict for; - is standard input.")
    private String input;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.jsonl",
            description = "The file for the predictions; standard output if not given.")
    private Path output;

    @Option(
            names = "--on-error",
            paramLabel = "fail|skip",
            defaultValue = "fail",
            description =
                    "What becomes of a broken record: fail ends the run, skip gives it a line"
                            + " with its error. Default: ${DEFAULT-VALUE}.")
    private OnError onError;

    /** The words of the option, as they are written. */
    enum OnError {
        /** The first broken record ends the run. */
        fail,
        /** A broken record gets a line with its error. */
        skip
    }

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        if (!input.equals(STANDARD_INPUT)) {
            Path path = Path.of(input);
            // a path into an archive is looked for by the source that reads it
            if (!Files.exists(path) && !input.contains("!/")) {
                throw new SoraException(
                        Problem.of("SORA-4701", "there is no such file or folder")
                                .where("--input " + input));
            }
            return predict(session, path);
        }
        try (Spool spool = Spool.of(session.in())) {
            return predict(session, spool.file());
        }
    }

    private int predict(Session session, Path path) throws IOException {
        session.warn(session.backend().host());
        if (output == null) {
            session.backend()
                    .sora()
                    .predict(model, path, onError == OnError.skip, line -> print(session, line));
            session.out().flush();
            return 0;
        }
        Path folder = output.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        AtomicLong lines = new AtomicLong();
        AtomicFile.write(
                output,
                file -> {
                    // no need to close it: flushed, it holds nothing that the file does not
                    Writer writer = new OutputStreamWriter(file, StandardCharsets.UTF_8);
                    session.backend()
                            .sora()
                            .predict(model, path, onError == OnError.skip, to(writer, lines));
                    writer.flush();
                });
        session.screen().line(Words.count(lines.get(), "prediction") + " in " + output);
        return 0;
    }

    private static void print(Session session, Map<String, Object> prediction) {
        session.out().println(Json.line(Tree.of(prediction)));
    }

    private static Consumer<Map<String, Object>> to(Writer writer, AtomicLong lines) {
        return prediction -> {
            try {
                writer.write(Json.line(Tree.of(prediction)));
                writer.write('\n');
                lines.incrementAndGet();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
