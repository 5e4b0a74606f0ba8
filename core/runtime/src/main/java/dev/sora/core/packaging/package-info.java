// SPDX-License-Identifier: Apache-2.0
/**
 * The files that keep a training: what they contain, and their archive format.
 *
 * <p>{@link ModelPackage} is the result of a training, {@link Checkpoint} a state from which a
 * training can continue, {@link Lock} the exact plugins, settings and data that it used, and {@link
 * History} the metrics of its epochs. Packages and checkpoints are zip archives of JSON and
 * safetensors files with a digest of each entry.
 *
 * <p>An archive may come from anyone: entries are checked against declared sizes and digests before
 * they are used, and nothing in them is executed.
 */
package dev.sora.core.packaging;
