// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;

/**
 * How large pictures are cut into parts for a prediction. The picture as a whole is one part more,
 * for objects that are larger than a part.
 *
 * @param width the columns of a part
 * @param height the rows of a part
 * @param overlap the share of a part that the next one covers too, at least; objects smaller than
 *     it are whole in one of them
 */
public record Tiling(int width, int height, double overlap) {

    private static final int LEAST = 16;
    private static final int MOST = 16_384;

    /** The greatest share; more would cut a picture into thousands of parts. */
    private static final double MOST_OVERLAP = 0.8;

    /** Checks the numbers. */
    public Tiling {
        if (width < LEAST || height < LEAST || width > MOST || height > MOST) {
            throw new SoraException(
                    Problem.of("SORA-4480", "tiles of %d x %d pixels".formatted(width, height))
                            .needs("%d to %d columns and rows".formatted(LEAST, MOST))
                            .fix("name the size of the pictures that the model was trained on"));
        }
        if (!(overlap >= 0 && overlap <= MOST_OVERLAP)) {
            throw new SoraException(
                    Problem.of("SORA-4480", "tiles that overlap by a share of " + overlap)
                            .needs("0 to " + MOST_OVERLAP)
                            .fix("name the share of a tile that the largest small objects take"));
        }
    }
}
