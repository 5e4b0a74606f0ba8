// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.SameFile;
import dev.sora.core.profile.Description;
import dev.sora.launcher.describe.DescriptionPage;
import dev.sora.launcher.describe.DescriptionText;
import dev.sora.launcher.describe.DescriptionTree;
import dev.sora.launcher.describe.Finding;
import dev.sora.launcher.describe.Findings;
import dev.sora.launcher.describe.Target;
import dev.sora.launcher.show.Style;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Describes data: its columns, irregularities and a first manifest. */
@Command(
        name = "describe",
        header = "Describe data, warn of problems, and draft a manifest.",
        description = {
            "",
            "Reads the data once, in bounded memory, and shows each column: its type, missing and"
                    + " distinct values, range and most frequent values. Warns of what will harm"
                    + " a training, with a remedy for each, and drafts a manifest that trains on"
                    + " the"
                    + " data.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora describe people.csv",
            "  sora describe people.csv --target income --manifest people.yaml",
            "  sora train people.yaml",
            "  sora describe pictures.zip --output page.html"
        })
public final class DescribeVerb implements Verb {

    private static final int TARGETS = 3;

    @Mixin private Common common;
    @Mixin private JsonOption json;

    @Parameters(
            paramLabel = "SOURCE",
            description =
                    "A data file, folder or archive; a YAML file with one data source; or a"
                            + " manifest, whose data is described.")
    private Path source;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column to predict; guessed if not given.")
    private String target;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "9223372036854775807",
            description = "How many records of each part to read at most; all if not given.")
    private long limit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "PAGE.html",
            description = "Write a page with plots, too.")
    private Path page;

    @Option(
            names = "--manifest",
            paramLabel = "FILE.yaml",
            description = "Write the draft of a manifest to this file, rather than showing it.")
    private Path manifest;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        keepSource("--manifest", manifest);
        keepSource("--output", page);
        session.warn(session.backend().host());
        Description described =
                session.backend().sora().describe(source, Math.max(1, limit), session.display());
        List<Target> targets = Target.of(described.train().profile());
        Optional<Target> wanted =
                target == null
                        ? targets.stream().findFirst()
                        : Optional.of(Drafting.target(target, described, targets));
        List<Finding> findings = Findings.of(described, wanted);
        Path base =
                manifest == null
                        ? Path.of("").toAbsolutePath()
                        : manifest.toAbsolutePath().getParent();
        Optional<String> draft = wanted.flatMap(w -> Drafting.draft(session, described, w, base));
        if (manifest != null && draft.isPresent()) {
            Files.createDirectories(base);
            AtomicFile.writeText(manifest, draft.get());
        }
        if (page != null) {
            Files.createDirectories(page.toAbsolutePath().getParent());
            String title = String.valueOf(source.getFileName());
            AtomicFile.writeText(
                    page, DescriptionPage.of(title, described, findings, targets, draft));
        }
        if (json.asked()) {
            Map<String, Object> tree = DescriptionTree.of(described, findings, targets);
            draft.ifPresent(text -> tree.put("manifest", text));
            session.json(tree);
        } else {
            session.print(text(session, described, findings, targets, wanted, draft));
        }
        return 0;
    }

    /** Refuses to write a result over the data. */
    private void keepSource(String option, Path out) {
        if (out != null && SameFile.is(source, out)) {
            throw new SoraException(
                    Problem.of("SORA-1015", "the file to write is the data that is described")
                            .where(option + " " + out)
                            .fix("name another file"));
        }
    }

    private String text(
            Session session,
            Description described,
            List<Finding> findings,
            List<Target> targets,
            Optional<Target> wanted,
            Optional<String> draft) {
        boolean colour = session.output().colour();
        StringBuilder text = new StringBuilder();
        for (Description.Part part : described.parts()) {
            text.append(DescriptionText.of(part, session::fit, colour)).append("\n\n");
        }
        if (!targets.isEmpty() || wanted.isPresent()) {
            List<Target> shown =
                    target == null
                            ? targets.subList(0, Math.min(TARGETS, targets.size()))
                            : wanted.map(List::of).orElse(List.of());
            text.append(Style.STRONG.on(target == null ? "could be predicted" : "target", colour))
                    .append('\n')
                    .append(DescriptionText.targets(shown))
                    .append("\n\n");
        }
        if (!findings.isEmpty()) {
            text.append(Style.STRONG.on("to look at", colour))
                    .append('\n')
                    .append(DescriptionText.of(findings, colour))
                    .append("\n\n");
        }
        if (draft.isEmpty()) {
            text.append("no manifest: there is nothing to learn from, or nothing to predict");
        } else if (manifest == null) {
            text.append(Style.STRONG.on("a manifest to start from", colour))
                    .append('\n')
                    .append(draft.get().stripTrailing());
        } else {
            text.append("a manifest to start from is in ").append(manifest);
        }
        if (page != null) {
            text.append("\nthe page is in ").append(page);
        }
        return text.toString();
    }
}
