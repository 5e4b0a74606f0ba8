// SPDX-License-Identifier: Apache-2.0
/**
 * Reads and writes the files of a run.
 *
 * <p>{@link ModelPackage} is the result of a training, {@link Checkpoint} a state from which a
 * training can continue, {@link Lock} the exact plugins, settings and data that it used, and {@link
 * History} the metrics of its epochs. Packages and checkpoints are archives with JSON and
 * safetensors files.
 *
 * <p>{@link AtomicFile} writes each file under a temporary name and renames it, so an interrupted
 * run leaves no incomplete file. All readers treat their input as untrusted: they check sizes,
 * types and bounds, and report {@link dev.sora.problem.SoraException}s that name the file.
 */
package dev.sora.core.packaging;
