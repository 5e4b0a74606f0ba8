// SPDX-License-Identifier: Apache-2.0
/**
 * Obtains a fitted graph: learned from training data, or loaded from a model package.
 *
 * <p>{@link DataPreparation} reads the data, fits inputs and outputs (vocabularies, means, classes)
 * and encodes the records. {@link LoadedModel} restores a fitted graph from a package, and {@link
 * PackagePlugins} finds the plugins that it was trained with. {@link PriorModel} is a package whose
 * training is continued.
 *
 * <p>All shapes are known afterwards. No weight is trained here.
 */
package dev.sora.core.preparation;
