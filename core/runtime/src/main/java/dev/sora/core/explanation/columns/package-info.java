// SPDX-License-Identifier: Apache-2.0
/**
 * What an output makes of the columns of a data set: permutation importance and partial dependence.
 *
 * <p>{@link PermutedColumns} also serves the report of a training.
 */
package dev.sora.core.explanation.columns;
