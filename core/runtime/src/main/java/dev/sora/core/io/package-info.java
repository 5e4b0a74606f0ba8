// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes files, and checks everything that it reads: JSON, tensors, digests.
 *
 * <p>{@link AtomicFile} writes a file under a temporary name and renames it, so an interrupted run
 * leaves no incomplete file. {@link Json} converts trees of maps and lists, {@link Safetensors}
 * stores {@link TensorData} by name, and {@link Digests} computes SHA-256. Readers check sizes,
 * types and bounds, and report {@link dev.sora.problem.SoraException}s that name the file.
 *
 * <p>Nothing here knows models; {@link dev.sora.core.packaging} does.
 */
package dev.sora.core.io;
