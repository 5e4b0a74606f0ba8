// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.DataExplanation;
import dev.sora.core.Explanation;
import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.Neighbours;
import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.launcher.explain.DataExplanationPage;
import dev.sora.launcher.explain.DataExplanationText;
import dev.sora.launcher.explain.ExplanationPage;
import dev.sora.launcher.explain.ExplanationText;
import dev.sora.launcher.explain.NeighboursPage;
import dev.sora.launcher.explain.NeighboursText;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains answers. */
@Command(
        name = "explain",
        header = "Explain answers: shares of particles, and what of the inputs they are read from.",
        description = {
            "",
            "The shares of the particles that meet before an output add up to the score of its"
                    + " answer less the score without them. Attributions show which pixels, words"
                    + " or columns the score is read from.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  sora explain model.sora --input seven.png",
            "  sora explain model.sora --input new.csv --node view --json",
            "  sora explain model.sora --input pictures/ --method grad-cam --output explained/",
            "  sora explain model.sora --data test.yaml",
            "  sora explain model.sora --data train.yaml --activating 9 --node view --output shown/",
            "  sora explain model.sora --input new.csv --data train.yaml --neighbours 5",
            "  sora explain model.sora --input new.csv --data train.yaml --counterfactual --fixed age"
        })
public final class ExplainVerb implements Verb {

    private static final String PAGE = "explanation.html";
    private static final String DOCUMENT = "explanation.json";

    @Mixin private Common common;
    @Mixin private AnswerChoice answer;
    @Mixin private NeighbourSearch search;
    @Mixin private CounterfactualSearch changes;
    @Mixin private ActivationChoice activations;

    @Option(
            names = "--json",
            description =
                    "Print JSON and nothing else: with --input an object for each record, a line"
                            + " each; with --data one document.")
    private boolean json;

    @Parameters(paramLabel = "MODEL", description = "The model package, model.sora.")
    private Path model;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE|FOLDER",
            description = "The records whose answers are explained.")
    private Path input;

    @Option(
            names = "--data",
            paramLabel = "SOURCE.yaml",
            description =
                    "Instead of --input, a file with one data source with targets: what each"
                            + " particle contributes over all its records, and what permuting a"
                            + " column loses. --method particles leaves columns out. Or the records"
                            + " that --neighbours, --counterfactual and --activating search; their"
                            + " targets may be absent.")
    private Path data;

    @Option(
            names = "--node",
            split = ",",
            paramLabel = "NODE",
            description =
                    "The particles whose shares are computed, view or view[1]; several with commas"
                            + " between. Default: those that meet nearest to the output.")
    private List<String> nodes = List.of();

    @Option(
            names = "--output-name",
            split = ",",
            paramLabel = "OUTPUT",
            description = "The outputs to explain; several with commas between. Default: all.")
    private List<String> outputs = List.of();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "integrated-gradients",
            description =
                    "How inputs are explained: integrated-gradients, saliency, occlusion,"
                            + " grad-cam, or particles to explain none. Default: ${DEFAULT-VALUE}.")
    private String method;

    @Option(
            names = "--baseline",
            paramLabel = "mean|zero",
            defaultValue = "mean",
            description =
                    "What replaces an absent particle or part: the mean of the training"
                            + " data, or zero. Default: ${DEFAULT-VALUE}.")
    private Baseline baseline;

    /** The words of the option, as they are written. */
    enum Baseline {
        /** The means in the package. */
        mean,
        /** Zero. */
        zero
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Seed of the orders that are drawn among many particles, and of permutations of"
                            + " columns. Default: 0.")
    private long seed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description =
                    "A folder for a page with pictures, explanation.html, and for the JSON,"
                            + " explanations.jsonl or explanation.json.")
    private Path output;

    @Override
    public boolean lasts() {
        return true;
    }

    @Override
    public int run(Session session) throws IOException {
        ExplanationOptions options = options();
        if (output != null && Files.exists(output) && !Files.isDirectory(output)) {
            throw new SoraException(
                    Problem.of("SORA-1006", "the results need a folder, and this is a file")
                            .where("--output " + output)
                            .fix("name another folder; it is created if it is missing"));
        }
        search.check();
        changes.check(search.asked());
        activations.check(search.asked() || changes.asked());
        answer.check(search.asked() || changes.asked() || activations.asked());
        if (activations.asked()) {
            return activations.run(session, model, input, data, json, output, options);
        }
        if (changes.asked()) {
            return changes.run(session, model, input, data, json, output, options);
        }
        if (search.asked()) {
            return neighbours(session, options);
        }
        if ((input == null) == (data == null)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1003",
                                    input == null
                                            ? "explain needs records"
                                            : "--input and --data exclude each other")
                            .needs("--input FILE for each record, or --data SOURCE.yaml for all"));
        }
        session.warn(session.backend().host());
        return data == null ? records(session, options) : data(session, options);
    }

    private int neighbours(Session session, ExplanationOptions options) throws IOException {
        Neighbours.Options how = search.options(input != null && data != null, options);
        session.warn(session.backend().host());
        List<Neighbours> shown = new ArrayList<>();
        ExplanationLines lines = new ExplanationLines();
        long[] count = {0};
        String name;
        try (Model opened = session.backend().sora().open(model)) {
            name = opened.name();
            NeighboursText text = new NeighboursText(session.output().colour(), session::fit);
            opened.neighbours(
                    input,
                    data,
                    how,
                    session.display(),
                    found -> {
                        count[0]++;
                        session.print(json ? found.json() : text.of(found));
                        if (output != null) {
                            if (shown.size() < NeighboursPage.MOST) {
                                shown.add(found);
                            }
                            lines.add(found.json(), found.number(), output);
                        }
                    });
        }
        write(lines, NeighboursPage.of(name, shown, count[0]));
        return ExitStatus.DONE;
    }

    private int data(Session session, ExplanationOptions options) throws IOException {
        try (Model opened = session.backend().sora().open(model)) {
            DataExplanation found =
                    opened.explainData(Optional.of(data), options, session.display());
            if (json) {
                session.json(found.tree());
            } else {
                session.print(
                        new DataExplanationText(session.output().colour(), session::fit).of(found));
            }
            if (output != null) {
                Files.createDirectories(output);
                AtomicFile.writeText(
                        output.resolve(DOCUMENT), Json.pretty(JsonTree.of(found.tree())));
                AtomicFile.writeText(
                        output.resolve(PAGE), DataExplanationPage.of(opened.name(), found));
            }
        }
        return ExitStatus.DONE;
    }

    private int records(Session session, ExplanationOptions options) throws IOException {
        List<Explanation> shown = new ArrayList<>();
        ExplanationLines lines = new ExplanationLines();
        long[] count = {0};
        String name;
        try (Model opened = session.backend().sora().open(model)) {
            name = opened.name();
            ExplanationText text = new ExplanationText(session.output(), session::fit);
            opened.explain(
                    input,
                    options,
                    session.display(),
                    explanation -> {
                        count[0]++;
                        session.print(json ? explanation.json() : text.of(explanation));
                        if (output != null) {
                            if (shown.size() < ExplanationPage.MOST) {
                                shown.add(explanation);
                            }
                            lines.add(explanation.json(), explanation.number(), output);
                        }
                    });
        }
        write(lines, ExplanationPage.of(name, shown, count[0]));
        return ExitStatus.DONE;
    }

    private void write(ExplanationLines lines, String page) throws IOException {
        if (output != null) {
            lines.write(output);
            AtomicFile.writeText(output.resolve(PAGE), page);
        }
    }

    private ExplanationOptions options() {
        ExplanationMethod how =
                ExplanationMethod.of(method)
                        .orElseThrow(
                                () ->
                                        new SoraException(
                                                Problem.of(
                                                                "SORA-1004",
                                                                "--method %s does not fit"
                                                                        .formatted(method))
                                                        .needs(
                                                                String.join(
                                                                        ", ",
                                                                        ExplanationMethod
                                                                                .words()))));
        return new ExplanationOptions(
                nodes,
                outputs,
                answer.part(),
                answer.reference(),
                how,
                baseline == Baseline.zero,
                seed);
    }
}
