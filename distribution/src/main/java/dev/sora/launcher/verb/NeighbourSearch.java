// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.ExplanationMethod;
import dev.sora.core.ExplanationOptions;
import dev.sora.core.Neighbours;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code sora explain} that ask for the nearest records. */
final class NeighbourSearch {

    @Option(
            names = "--neighbours",
            paramLabel = "K",
            description =
                    "With --input and --data: for each record of the input, the K nearest records"
                            + " of the data, compared by the values of --node. Default of --node:"
                            + " the one before the output.")
    private @Nullable Integer count;

    @Option(
            names = "--distance",
            paramLabel = "DISTANCE",
            description = "How near records are: euclidean or cosine. Default: euclidean.")
    private @Nullable String distance;

    /** Returns whether nearest records are asked for. */
    boolean asked() {
        return count != null;
    }

    /**
     * Refuses a distance without neighbours.
     *
     * @throws SoraException if it would have no effect
     */
    void check() {
        if (count == null && distance != null) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--distance needs neighbours").needs("--neighbours K"));
        }
    }

    /**
     * Returns the options of the search.
     *
     * @param both whether records and a data set are named
     * @param others the options of an explanation
     * @throws SoraException if one does not fit
     */
    Neighbours.Options options(boolean both, ExplanationOptions others) {
        if (!both) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--neighbours compares records with a data set")
                            .needs("--input FILE and --data SOURCE.yaml"));
        }
        if (others.method() != ExplanationMethod.INTEGRATED_GRADIENTS || others.zeroBaseline()) {
            throw new SoraException(
                    Problem.of("SORA-1003", "--neighbours excludes --method and --baseline")
                            .fix("leave them out: no share or attribution is computed"));
        }
        List<String> nodes = others.nodes();
        if (count == null || count < 1 || count > Neighbours.Options.MOST) {
            throw unfit("--neighbours " + count, "1 to " + Neighbours.Options.MOST);
        }
        if (nodes.size() > 1) {
            throw unfit("--node " + String.join(",", nodes), "one node with --neighbours");
        }
        String word = distance == null ? Neighbours.Distance.EUCLIDEAN.word() : distance;
        return new Neighbours.Options(
                count,
                nodes.stream().findFirst(),
                others.outputs(),
                Optional.of(word)
                        .flatMap(Neighbours.Distance::of)
                        .orElseThrow(
                                () ->
                                        unfit(
                                                "--distance " + word,
                                                String.join(", ", Neighbours.Distance.words()))));
    }

    private static SoraException unfit(String option, String needs) {
        return new SoraException(
                Problem.of("SORA-1004", "%s does not fit".formatted(option)).needs(needs));
    }
}
