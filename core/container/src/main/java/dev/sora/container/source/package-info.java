// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the jars of plugins: in files, folders, local Maven repositories and indexes.
 *
 * <p>{@link dev.sora.container.source.PluginSources} finds what a user names for {@code install};
 * {@link dev.sora.container.source.Successors} finds newer versions for {@code update}.
 *
 * <pre>{@code
 * Indexes indexes = new Indexes(config.indexes(), policy);
 * PluginSources sources = new PluginSources(folder, () -> repository, indexes);
 * List<Candidate> jars = sources.find("org.example:my-plugin:1.0.0", folders);
 * }</pre>
 *
 * <p>The result is a list of jars with their origin. The package does not download Maven artifacts,
 * does not check trust in a jar, and does not install: {@code dev.sora.container.install} does.
 */
package dev.sora.container.source;
