// SPDX-License-Identifier: Apache-2.0
/**
 * Divides the records of one source into training, validation and test data.
 *
 * <p>{@link Splitter} assigns each record to a {@link Split} by seed and position, by the value of
 * a column, by time, or so that groups of equal values stay together. The assignment depends on the
 * data and the seed alone, so an evaluation finds the same test records again.
 */
package dev.sora.core.data.split;
