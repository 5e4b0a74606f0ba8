// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import dev.sora.metric.Outcome;

/**
 * Vectors without targets: nothing is measured.
 *
 * @param size the number of records
 */
record Projected(int size) implements Outcome {}
