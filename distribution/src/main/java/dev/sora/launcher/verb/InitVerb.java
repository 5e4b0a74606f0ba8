// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.io.AtomicFile;
import dev.sora.launcher.describe.DescriptionTree;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a first manifest for data. */
@Command(
        name = "init",
        header = "Write a first manifest for data.",
        description = {
            "",
            "Reads the data once and writes a manifest that trains on it: an input for each column"
                    + " by its role, particles, and an output for the target. Warns of what will"
                    + " harm a training, as sora describe does, and says where the manifest has"
                    + " the remedy already.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora init people.csv --target income --out people.yaml",
            "  sora train people.yaml",
            "  sora search --auto people.csv --target income --time 5m"
        })
public final class InitVerb implements Verb {

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "DATA", description = "A data file, folder or archive.")
    private Path source;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            required = true,
            description = "The column to predict.")
    private String target;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description =
                    "How the values of the target are taken: classes or number; by rules if not"
                            + " given.")
    private String as;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE.yaml",
            defaultValue = "manifest.yaml",
            description = "The manifest; manifest.yaml if not given.")
    private Path out;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        if (Files.exists(out)) {
            throw new SoraException(
                    Problem.of("SORA-1015", "the manifest to write exists already")
                            .where("--out " + out)
                            .fix("name another file, or remove this one"));
        }
        Path folder = out.toAbsolutePath().normalize().getParent();
        Drafting.Drafted drafted = Drafting.draft(session, source, target, as, folder);
        Files.createDirectories(folder);
        AtomicFile.writeText(out, drafted.manifest());
        if (json.asked()) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("file", out.toString());
            tree.put("manifest", drafted.manifest());
            tree.put("assumed", String.join(" ", drafted.assumptions()));
            tree.put("findings", DescriptionTree.findings(drafted.findings()));
            session.json(tree);
        } else {
            drafted.assumptions().forEach(session::print);
            drafted.lines(session.output().colour()).forEach(session::print);
            session.print("a manifest to start from is in %s".formatted(out));
        }
        return 0;
    }
}
