// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins: the entry point of a plugin and the types that it offers.
 *
 * <p>A {@link dev.sora.plugin.SoraPlugin} has a name and lists its types. Each {@link
 * dev.sora.plugin.SoraType} is of one {@link dev.sora.plugin.Kind}, such as a particle or a metric,
 * and has a {@link dev.sora.plugin.TypeDescriptor}: its name in manifests, a summary and its
 * settings.
 *
 * <pre>{@code
 * public final class SoftBendPlugin implements SoraPlugin {
 *
 *     public SoftBendPlugin() {}
 *
 *     public String name() {
 *         return "soft-bend";
 *     }
 *
 *     public List<SoraType> types() {
 *         return List.of(new SoftBendType());
 *     }
 * }
 * }</pre>
 *
 * <p>The file {@code META-INF/services/dev.sora.plugin.SoraPlugin} of the jar contains the name of
 * this class. A plugin needs no activator, no annotations and no registration call. The kinds are
 * defined in the packages of their interfaces, such as {@code dev.sora.particle}.
 *
 * <p><b>Implemented by</b> plugins: {@link dev.sora.plugin.SoraPlugin}, and {@link
 * dev.sora.plugin.SoraType} through the interface of a kind. <b>Thread safety:</b> types keep no
 * state and serve several threads; the other types are immutable.
 *
 * <p>Package versions: see "Modules and versions" in {@code docs/spi.md}.
 *
 * @since 1.0
 */
@Export
@Version("2.0.0")
package dev.sora.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
