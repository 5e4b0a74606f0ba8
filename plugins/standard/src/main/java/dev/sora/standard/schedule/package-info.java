// SPDX-License-Identifier: Apache-2.0
/**
 * Learning-rate schedules: the factor of the learning rate as a function of training progress.
 *
 * <p>{@code Schedules.types()} lists them. Most schedules implement {@code Warmup.Curve}, which
 * {@code Warmup} combines with a linear warm-up.
 */
package dev.sora.standard.schedule;
