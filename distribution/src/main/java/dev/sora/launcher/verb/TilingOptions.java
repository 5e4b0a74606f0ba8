// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Tiling;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that cut large pictures into parts. */
final class TilingOptions {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})[xX×]([0-9]{1,6})");
    private static final double OVERLAP = 0.2;

    @Option(
            names = "--tiles",
            paramLabel = "WIDTHxHEIGHT",
            description =
                    "Cut pictures that are larger into overlapping parts of this size, which are"
                            + " predicted one by one and joined, so that small objects are found;"
                            + " for models that predict boxes.")
    private String tiles;

    @Option(
            names = "--overlap",
            paramLabel = "SHARE",
            description =
                    "With --tiles: the share of a part that the next one covers too. Default: 0.2.")
    private Double overlap;

    /**
     * Returns how pictures are cut; empty if they are not.
     *
     * @throws SoraException if the options do not fit
     */
    Optional<Tiling> tiling() {
        if (tiles == null) {
            if (overlap != null) {
                throw new SoraException(
                        Problem.of("SORA-1004", "--overlap belongs to --tiles")
                                .needs("--tiles WIDTHxHEIGHT"));
            }
            return Optional.empty();
        }
        Matcher size = SIZE.matcher(tiles);
        if (!size.matches()) {
            throw new SoraException(
                    Problem.of("SORA-1004", "--tiles %s does not fit".formatted(tiles))
                            .needs("columns and rows, such as 640x480"));
        }
        return Optional.of(
                new Tiling(
                        Integer.parseInt(size.group(1)),
                        Integer.parseInt(size.group(2)),
                        overlap == null ? OVERLAP : overlap));
    }
}
