// SPDX-License-Identifier: Apache-2.0
/**
 * Indexes of plugins: lists of the plugins in a folder or on a server, with the digests of their
 * jars.
 *
 * <p>{@link dev.sora.container.index.PluginIndex} reads an index, verifies its signature where the
 * policy requires it, and fetches jars whose size and digest are as listed:
 *
 * <pre>{@code
 * PluginIndex index = PluginIndex.open("https://plugins.example.org/sora", policy);
 * for (PluginIndex.Entry entry : index.entries()) {
 *     Path jar = index.fetch(entry, folder);
 * }
 * }</pre>
 *
 * <p>An index is untrusted input: each field has a pattern and a limit, and downloads have limits
 * of size and time. The package does not choose versions ({@code dev.sora.container.source} does)
 * and installs nothing.
 */
package dev.sora.container.index;
