// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.launcher.show.Table;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model in a format of other programs. */
@Command(
        name = "export",
        header = "Write a model for other programs.",
        description = {
            "",
            "onnx: the graph, its weights and the preprocessing that ONNX can express; its inputs are",
            "columns. onnx-prepared: the same without preprocessing. safetensors: the weights by name.",
            "merged: the same, with changes of low rank (LoRA) added to the weights. adapter: these",
            "changes alone.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora export runs/digits-1/model.sora",
            "  sora export model.sora --format safetensors --output weights.safetensors"
        })
public final class ExportVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "onnx, onnx-prepared, safetensors, merged or adapter; onnx if not given.")
    private String format = "onnx";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "The file to write, which is replaced; if not given, a new one beside the model.")
    private Path output;

    @Override
    public int run(Session session) {
        ExportFormat wanted =
                ExportFormat.of(format)
                        .orElseThrow(
                                () ->
                                        new SoraException(
                                                Problem.of(
                                                                "SORA-1004",
                                                                "--format %s does not fit"
                                                                        .formatted(format))
                                                        .needs(
                                                                String.join(
                                                                        ", ",
                                                                        ExportFormat.words()))));
        ExportResult written = session.backend().sora().export(model, file(wanted), wanted);
        if (json.asked()) {
            session.json(tree(written));
        } else {
            session.print(text(session, written));
        }
        return 0;
    }

    private Path file(ExportFormat wanted) {
        if (output != null) {
            return output;
        }
        String name = String.valueOf(model.getFileName());
        String stem = name.endsWith(".sora") ? name.substring(0, name.length() - 5) : name;
        Path beside = model.resolveSibling(stem + "." + wanted.extension());
        // a file that was not named is not replaced, not even a link to nothing
        if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
            throw new SoraException(
                    Problem.of("SORA-1015", "the file to write exists already")
                            .where(beside.toString())
                            .fix("name the file with --output, which replaces it"));
        }
        return beside;
    }

    private static String text(Session session, ExportResult written) {
        StringBuilder text = new StringBuilder("wrote ").append(written.file());
        if (!written.inputs().isEmpty()) {
            Table table = new Table("", "name", "shape of a record");
            written.inputs().forEach((name, shape) -> table.row("input", name, shape));
            written.outputs().forEach((name, shape) -> table.row("output", name, shape));
            text.append("\n\n").append(session.fit(table));
            if (!written.prepared().isEmpty()) {
                text.append("\n\nWhat prepares these inputs is not in the file:");
            }
            written.prepared()
                    .forEach(
                            (name, why) ->
                                    text.append("\n  ").append(name).append(": ").append(why));
        }
        return text.toString();
    }

    private static Map<String, Object> tree(ExportResult written) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", written.file().toString());
        tree.put("inputs", written.inputs());
        tree.put("prepared", written.prepared());
        tree.put("outputs", written.outputs());
        tree.put("tensors", written.tensors());
        return tree;
    }
}
