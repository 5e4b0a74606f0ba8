// SPDX-License-Identifier: Apache-2.0
/**
 * Tensors: shapes and signals as they are planned, buffers on the host, and the signals that nodes
 * yield.
 *
 * <p>A {@link dev.sora.tensor.SignalSpec} plans which parts a signal has, a {@link
 * dev.sora.tensor.Signal} holds them for one batch, both by role:
 *
 * <pre>{@code
 * SignalSpec planned = SignalSpec.sequence(TensorSpec.floats(TensorSpec.UNKNOWN, 64));
 * Signal words = Signal.sequence(values, lengths); // (batch, steps, 64) and (batch)
 * Signal doubled = words.withValues(words.values().mul(2)); // with the same lengths
 * }</pre>
 *
 * <p>Nothing here is implemented by plugins. <b>Thread safety:</b> values are immutable; every
 * other type says which threads may use it.
 *
 * <p>The package version follows the OSGi rules and is checked against the last release on every
 * build: a new default method raises the minor number; an abstract one, or a changed signature,
 * raises the major number and needs an entry in {@code docs/migration.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.0.0")
package dev.sora.tensor;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
