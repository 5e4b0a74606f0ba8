// SPDX-License-Identifier: Apache-2.0
/**
 * Reads manifests: YAML with the line and column of every value.
 *
 * <p>{@link ManifestReader} returns a {@link Manifest}, with environment variables replaced and
 * {@link Overrides} applied. Its positions are used by all messages about the manifest. {@link
 * ManifestWriter} writes a tree as YAML.
 *
 * <p>This package knows YAML, but no keys of manifests: {@link dev.sora.core.planning} checks them.
 */
package dev.sora.core.manifest;
