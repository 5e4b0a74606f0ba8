// SPDX-License-Identifier: Apache-2.0
/**
 * Checks of jars that are not trusted, before any of their code is loaded.
 *
 * <p>A jar may have entries that lead out of it, declare false sizes, unpack to more than the disk
 * holds, or contain two entries of one name, of which different tools read different ones. {@link
 * dev.sora.container.jar.JarShape} checks the directory at every start; {@link
 * dev.sora.container.jar.JarContents} unpacks and measures every entry when a jar is installed:
 *
 * <pre>{@code
 * try (JarFile file = JarShape.open(jar)) { // names, number and declared sizes
 *     Manifest manifest = file.getManifest();
 * }
 * JarContents.check(jar); // unpacks everything, nested jars included
 * }</pre>
 *
 * <p>The package does not verify signatures ({@code dev.sora.container.trust} does) and does not
 * inspect what the code does.
 */
package dev.sora.container.jar;
