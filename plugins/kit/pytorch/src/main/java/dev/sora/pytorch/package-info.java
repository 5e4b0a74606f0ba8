// SPDX-License-Identifier: Apache-2.0
/**
 * What engines on PyTorch have in common, whatever their device. A library that such an engine
 * packs; it never runs as a plugin of its own.
 *
 * <p>An engine describes its libraries as {@link dev.sora.pytorch.NativeLibraries}, loads them with
 * {@link dev.sora.pytorch.NativeRuntime#load}, once for each process, and extends {@link
 * dev.sora.pytorch.PyTorchEngine}, which records gradients, lends tensors, draws seeded numbers and
 * offers fused optimisers:
 *
 * <pre>{@code
 * NativeRuntime runtime = NativeRuntime.load(new MyLibraries());
 * Engine engine = new MyEngine(runtime, Device.cpu());
 * }</pre>
 *
 * <p>The jar contains one class of DJL's binding, {@code PtNDManager}, which replaces DJL's, and
 * the tensors that it lends; an engine packs all from here. {@code FusedAdam}, {@code
 * NativeConvolution} and {@code Denormals} call functions of PyTorch that DJL does not expose, by
 * their symbols. Devices, threads and the libraries themselves belong to the engines.
 */
@org.jspecify.annotations.NullMarked
package dev.sora.pytorch;
