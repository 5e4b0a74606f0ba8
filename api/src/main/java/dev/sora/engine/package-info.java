// SPDX-License-Identifier: Apache-2.0
/**
 * Engines: native runtimes, such as PyTorch, that compute with tensors.
 *
 * <p>An {@link dev.sora.engine.EngineType} states whether its engine can run on the machine and
 * starts it. The {@link dev.sora.engine.Engine} creates managers of tensors, names its devices and
 * opens a {@link dev.sora.engine.Tape}, which records a forward pass for gradients:
 *
 * <pre>{@code
 * try (NDManager manager = engine.newManager();
 *         Tape tape = engine.openTape()) {
 *     NDArray weights = tape.watch(manager.ones(new Shape(8)));
 *     tape.backward(weights.square().sum());
 *     NDArray gradient = tape.gradient(weights); // 2 for each weight
 * }
 * }</pre>
 *
 * <p>Optional abilities are interfaces of their own, such as {@link
 * dev.sora.engine.FusedOptimisers}, {@link dev.sora.engine.ImageSampling}, {@link
 * dev.sora.engine.IntraOpParallelism}, {@link dev.sora.engine.BorrowedTensors}, {@link
 * dev.sora.engine.DeviceReplicas}, {@link dev.sora.engine.MixedPrecision} and {@link
 * dev.sora.engine.TensorMemory}; {@link dev.sora.engine.Engine#offers} returns them where an engine
 * has them.
 *
 * <p>An engine type whose native libraries are installed separately is a {@link
 * dev.sora.engine.LibraryInstaller}.
 *
 * <p>A JVM loads one engine and keeps it until the JVM ends. Particles do not call the engine: they
 * compute with the DJL tensors that they receive.
 *
 * <p><b>Implemented by</b> engine plugins: types, engines, tapes and abilities. <b>Thread
 * safety:</b> an engine serves several threads; a tape belongs to the thread that opened it; values
 * are immutable.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.4.0")
package dev.sora.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
