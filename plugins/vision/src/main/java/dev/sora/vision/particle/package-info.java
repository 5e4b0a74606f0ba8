// SPDX-License-Identifier: Apache-2.0
/**
 * Particles for images {@code (channels, height, width)}: convolution, pooling, enlarging, blocks
 * of well-known networks, and the networks {@code cnn}, {@code lenet}, {@code resnet}, {@code unet}
 * and {@code vit}.
 *
 * <p>{@code Particles.types()} lists them. {@code Convolution} is one convolution with batch
 * normalisation, activation, max-pooling and dropout; {@code Window} is the geometry of a kernel.
 * The networks are a {@code Chain} of such particles, whose parameters have the name of their part
 * as prefix:
 *
 * <pre>{@code
 * Map<String, UnaryParticle> parts = new LinkedHashMap<>();
 * parts.put("conv1", Convolution.of(6, window, Activation.RELU).pooled(2));
 * parts.put("dense1", Dense.of(120, Activation.RELU, 0.5, false));
 * return new Chain(parts); // conv1.weight, conv1.bias, dense1.weight, dense1.bias
 * }</pre>
 *
 * <p>Images are channels-last in memory, which CPUs convolve fastest; shapes are channels-first.
 */
package dev.sora.vision.particle;
