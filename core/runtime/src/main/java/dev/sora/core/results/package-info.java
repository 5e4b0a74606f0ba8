// SPDX-License-Identifier: Apache-2.0
/**
 * What a training achieved: its metrics on each split, the model card, and the report.
 *
 * <p>{@link RunMeasurement} evaluates the trained weights. {@link RunReport} fills the page of
 * {@link dev.sora.core.report} from {@link RunResults}, with confidence intervals of metrics and
 * the importance of columns. Everything here is computed after the training and changes no weight.
 */
package dev.sora.core.results;
