// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.split;

import dev.sora.core.plan.HeldOut;
import java.util.Optional;

/**
 * A split that is taken out of the training data.
 *
 * @param split how the manifest describes it
 * @param keys the values of the column that decides, if there is one
 * @param seed the seed of random choices
 */
record SplitCut(Split part, HeldOut split, Optional<SplitKeys> keys, long seed) {}
