// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.metric.Outcome;

/**
 * The scores of a discriminator.
 *
 * @param size the number of records
 */
record Scores(int size) implements Outcome {}
