// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.shares;

import java.util.List;

/** What coalitions of players are worth. */
@FunctionalInterface
public interface Game {

    /**
     * Returns the worth of coalitions.
     *
     * @param coalitions for each of them, whether each player belongs to it
     * @return one number for each coalition, in order
     */
    double[] worth(List<boolean[]> coalitions);
}
