// SPDX-License-Identifier: Apache-2.0
/**
 * Generated pictures: a generator and a discriminator that train against each other.
 *
 * <p>A manifest describes two networks. The generator is computed from {@code noise}, and from
 * whatever the pictures are to depend on, such as a class; it ends in the output {@code
 * generated-image}. The discriminator reads pictures and ends in the output {@code discriminator}.
 * The procedure {@link dev.sora.generative.AdversarialType adversarial} trains both:
 *
 * <pre>{@code
 * training:
 *   procedure: {type: adversarial, generator: picture, discriminator: real, replaces: image}
 * }</pre>
 *
 * <p>{@code sora generate} writes pictures of such a model. Nothing here knows how its pictures are
 * judged: a classifier of another package does that.
 */
package dev.sora.generative;
