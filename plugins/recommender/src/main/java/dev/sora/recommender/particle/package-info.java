// SPDX-License-Identifier: Apache-2.0
/**
 * Particles over indices and numbers: matrix factorisation, factorisation machines and deep models.
 *
 * <p>{@code Factors} and {@code Gmf} read one user and one item. {@code FactorisationMachine},
 * {@code NcfMlp} and the types {@code deepfm}, {@code wide-deep} and {@code cross} read any number
 * of fields; {@code Fields} looks up their vectors. Outputs define the loss.
 */
package dev.sora.recommender.particle;
