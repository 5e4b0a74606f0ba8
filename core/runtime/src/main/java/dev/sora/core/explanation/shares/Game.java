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

    /** Returns about how many multiplications the worth of one coalition takes. */
    default double work() {
        return 1;
    }

    /** Returns the game whose worth is the mean of those of some games of the same players. */
    static Game mean(List<? extends Game> games) {
        if (games.size() == 1) {
            return games.get(0);
        }
        return new Game() {
            @Override
            public double[] worth(List<boolean[]> coalitions) {
                double[] means = new double[coalitions.size()];
                for (Game game : games) {
                    double[] worth = game.worth(coalitions);
                    for (int i = 0; i < means.length; i++) {
                        means[i] += worth[i] / games.size();
                    }
                }
                return means;
            }

            @Override
            public double work() {
                return games.stream().mapToDouble(Game::work).sum();
            }
        };
    }
}
