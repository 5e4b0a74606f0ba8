// SPDX-License-Identifier: Apache-2.0
/**
 * Checks searches for the values of a manifest with which a model is best on validation data.
 *
 * <p>{@link SearchPlanner} checks a search file and the manifests that follow from it, and returns
 * a {@link SearchPlan}.
 */
package dev.sora.core.search;
