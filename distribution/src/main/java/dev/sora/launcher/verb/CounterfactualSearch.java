// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.hint.Counterfactual;
import dev.sora.launcher.explain.CounterfactualText;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code sora explain} that ask for changes of records. */
final class CounterfactualSearch {

    @Option(
            names = "--counterfactual",
            description =
                    "With --input and --data: for each record of the input, a small change of its"
                            + " columns, to values of the data, with which the answer is another"
                            + " one.")
    private boolean asked;

    @Option(
            names = "--fixed",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "With --counterfactual, columns that do not change; several with commas"
                            + " between.")
    private List<String> fixed = List.of();

    @Option(
            names = "--to",
            paramLabel = "ANSWER",
            description = "With --counterfactual, the answer that is wanted. Default: any other.")
    private @Nullable String wanted;

    /** Returns whether changes are asked for. */
    boolean asked() {
        return asked;
    }

    /**
     * Refuses options that would have no effect.
     *
     * @param others whether something else is asked for too
     */
    void check(boolean others) {
        if (!asked && (!fixed.isEmpty() || wanted != null)) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--fixed and --to need changes")
                            .needs("--counterfactual"));
        }
        if (asked && others) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--counterfactual and --neighbours exclude each other")
                            .fix("call explain once for each"));
        }
    }

    /**
     * Returns the options of the search.
     *
     * @param both whether records and a data set are named
     * @param others the options of an explanation
     * @throws SoraException if one does not fit
     */
    private Counterfactual.Options options(boolean both, ExplanationOptions others) {
        if (!both) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--counterfactual takes values from a data set")
                            .needs("--input FILE and --data SOURCE.yaml"));
        }
        if (others.method() != ExplanationMethod.INTEGRATED_GRADIENTS
                || others.zeroBaseline()
                || !others.nodes().isEmpty()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1003",
                                    "--counterfactual excludes --method, --baseline and --node")
                            .fix("leave them out: no share or attribution is computed"));
        }
        if (others.outputs().size() > 1) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1004",
                                    "--output-name %s does not fit"
                                            .formatted(String.join(",", others.outputs())))
                            .needs("one output with --counterfactual"));
        }
        return new Counterfactual.Options(
                others.outputs().stream().findFirst(),
                new LinkedHashSet<>(fixed),
                Optional.ofNullable(wanted));
    }

    /**
     * Searches, and shows what is found.
     *
     * @param output the folder for the lines of JSON; none if null
     * @throws SoraException if an option does not fit, or the model has no such answers
     */
    int run(
            Session session,
            Path model,
            @Nullable Path input,
            @Nullable Path data,
            boolean json,
            @Nullable Path output,
            ExplanationOptions others)
            throws IOException {
        Counterfactual.Options how = options(input != null && data != null, others);
        session.warn(session.backend().host());
        ExplanationLines lines = new ExplanationLines();
        try (Model opened = session.backend().sora().open(model)) {
            CounterfactualText text =
                    new CounterfactualText(session.output().colour(), session::fit);
            opened.counterfactuals(
                    input,
                    data,
                    how,
                    session.display(),
                    found -> {
                        session.print(json ? found.json() : text.of(found));
                        if (output != null) {
                            lines.add(found.json(), found.number(), output);
                        }
                    });
        }
        if (output != null) {
            lines.write(output);
        }
        return ExitStatus.DONE;
    }
}
