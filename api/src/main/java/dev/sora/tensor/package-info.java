// SPDX-License-Identifier: Apache-2.0
/**
 * Tensors: signals, which are the tensors that pass between nodes, their specifications, and
 * buffers on the host.
 *
 * <p>A {@link dev.sora.tensor.SignalSpec} plans the parts of a signal, without the batch dimension;
 * a {@link dev.sora.tensor.Signal} holds them for one batch. Both name each part by its role:
 *
 * <pre>{@code
 * SignalSpec planned = SignalSpec.sequence(TensorSpec.floats(TensorSpec.UNKNOWN, 64));
 * Signal words = Signal.sequence(values, lengths); // (batch, steps, 64) and (batch)
 * Signal doubled = words.withValues(words.values().mul(2)); // with the same lengths
 * }</pre>
 *
 * <p>A {@link dev.sora.tensor.TensorSpec} is the element type and shape of one part. A {@link
 * dev.sora.tensor.HostTensor} holds encoded data before an engine runs. A {@link
 * dev.sora.tensor.ShapeException} refuses a signal while a graph is planned.
 *
 * <p>This package has no operations on tensors: particles compute with DJL's {@code NDArray}.
 *
 * <p><b>Implemented by</b> the framework only. <b>Thread safety:</b> specifications and signals are
 * immutable; the tensors of a signal belong to the pass that made them; the buffer of a host tensor
 * must not be changed after it is filled.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.3.0")
package dev.sora.tensor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
