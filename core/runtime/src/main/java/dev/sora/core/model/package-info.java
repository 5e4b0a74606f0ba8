// SPDX-License-Identifier: Apache-2.0
/**
 * A model package that stays open: predictions, evaluation, inspection, taps.
 *
 * <p>{@link OpenModel} implements {@link dev.sora.core.Model}. It holds a lease on its plugins and
 * the weights until it is closed; {@link InUse} counts the calls in progress, and the last one
 * releases them. {@link ModelTaps} returns and replaces the values of single nodes.
 */
package dev.sora.core.model;
