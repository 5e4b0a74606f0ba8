// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.search.SearchHistory;
import dev.sora.search.Space;
import dev.sora.search.Trial;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** What a strategy is shown of a search. */
record History(Space space, List<Trial> trials, OptionalInt most, int epochs, long seed)
        implements SearchHistory {

    @Override
    public RandomGenerator random(int trial) {
        // the first number of a generator for each trial mixes the seed and the number
        long mixed = new SplittableRandom(seed).nextLong() + trial * 0x9E3779B97F4A7C15L;
        return new SplittableRandom(new SplittableRandom(mixed).nextLong());
    }
}
