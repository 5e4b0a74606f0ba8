// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Model;
import dev.sora.core.hint.ActivatingRecords;
import dev.sora.core.io.AtomicFile;
import dev.sora.core.io.Json;
import dev.sora.core.io.JsonTree;
import dev.sora.launcher.explain.ActivatingPage;
import dev.sora.launcher.explain.ActivatingText;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code sora explain} that ask for records that activate particles. */
final class ActivationChoice {

    private static final String PAGE = "explanation.html";
    private static final String DOCUMENT = "explanation.json";

    @Option(
            names = "--activating",
            paramLabel = "K",
            description =
                    "With --data: for each particle, or those of --node, the K records of the data"
                            + " that activate it most, and the K that activate it least.")
    private @Nullable Integer count;

    @Option(
            names = "--unit",
            paramLabel = "N",
            description =
                    "With --activating, one unit or channel of the particles, counted from 1."
                            + " Default: the mean of all.")
    private @Nullable Integer unit;

    /** Returns whether such records are asked for. */
    boolean asked() {
        return count != null;
    }

    /**
     * Refuses options that would have no effect.
     *
     * @param others whether something else is asked for too
     */
    void check(boolean others) {
        if (count == null && unit != null) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--unit needs activations").needs("--activating K"));
        }
        if (count != null && others) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1003",
                                    "--activating, --neighbours and --counterfactual exclude each"
                                            + " other")
                            .fix("call explain once for each"));
        }
    }

    private ActivatingRecords.Options options(boolean fits, ExplanationOptions others) {
        if (!fits) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--activating searches a data set")
                            .needs("--data SOURCE.yaml, and no --input"));
        }
        if (others.method() != ExplanationMethod.INTEGRATED_GRADIENTS
                || others.zeroBaseline()
                || !others.outputs().isEmpty()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1003",
                                    "--activating excludes --method, --baseline and --output-name")
                            .fix("leave them out: no answer is explained"));
        }
        if (count == null || count < 1 || count > ActivatingRecords.Options.MOST) {
            throw unfit("--activating " + count, "1 to " + ActivatingRecords.Options.MOST);
        }
        if (unit != null && unit < 1) {
            throw unfit("--unit " + unit, "a number from 1");
        }
        return new ActivatingRecords.Options(
                count, others.nodes(), unit == null ? OptionalInt.empty() : OptionalInt.of(unit));
    }

    private static SoraException unfit(String option, String needs) {
        return new SoraException(
                Problem.of("SORA-1004", "%s does not fit".formatted(option)).needs(needs));
    }

    /**
     * Searches, and shows what is found.
     *
     * @param output the folder for the page and the document; none if null
     * @throws SoraException if an option does not fit, or a node has no activation
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
        ActivatingRecords.Options how = options(input == null && data != null, others);
        session.warn(session.backend().host());
        try (Model opened = session.backend().sora().open(model)) {
            ActivatingRecords found = opened.activating(data, how, session.display());
            if (json) {
                session.json(found.tree());
            } else {
                session.print(
                        new ActivatingText(session.output().colour(), session::fit).of(found));
            }
            if (output != null) {
                Files.createDirectories(output);
                AtomicFile.writeText(
                        output.resolve(DOCUMENT), Json.pretty(JsonTree.of(found.tree())));
                AtomicFile.writeText(output.resolve(PAGE), ActivatingPage.of(opened.name(), found));
            }
        }
        return ExitStatus.DONE;
    }
}
