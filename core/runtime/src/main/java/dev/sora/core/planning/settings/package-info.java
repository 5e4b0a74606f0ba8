// SPDX-License-Identifier: Apache-2.0
/**
 * Reads the sections of a manifest: keys, types and settings.
 *
 * <p>{@link Section} is a mapping with its path in the manifest, {@link TypeFinder} finds the type
 * that it names, and {@link SettingsChecker} converts the values to the settings which that type
 * declares. {@link CoreSettings} and {@link ManifestKind} declare the keys that belong to core.
 *
 * <p>{@link PlanProblems} collects the problems of a manifest with their lines and columns, so that
 * one run reports all of them.
 */
package dev.sora.core.planning.settings;
