// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data;

import dev.sora.core.plan.HeldOut;
import java.util.Optional;

/**
 * A part that is taken out of the training data.
 *
 * @param split how the manifest says that it is taken
 * @param keys the values that decide, if they are the data's
 * @param seed the seed of what is left to chance
 */
record SplitCut(Split part, HeldOut split, Optional<SplitKeys> keys, long seed) {}
