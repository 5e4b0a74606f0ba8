// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code sora explain} that choose what of an answer is explained. */
final class AnswerChoice {

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "",
            description =
                    "The part of the answer that is explained: a class or a label, or the number of"
                            + " a token, a step or a box. Default: the output chooses.")
    private String part;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description =
                    "A file with one record: explains how similar answers are to the answer to it,"
                            + " for outputs of vectors.")
    private @Nullable Path reference;

    String part() {
        return part;
    }

    Optional<Path> reference() {
        return Optional.ofNullable(reference);
    }

    /**
     * Refuses options that would have no effect.
     *
     * @param others whether something else than shares is asked for
     */
    void check(boolean others) {
        if (!part.isEmpty() && reference != null) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--part and --reference exclude each other")
                            .fix("leave one of them out"));
        }
        if (others && (!part.isEmpty() || reference != null)) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-1003",
                                    "--part and --reference choose a score, and none is explained")
                            .fix(
                                    "leave them out with --neighbours, --counterfactual and --activating"));
        }
    }
}
