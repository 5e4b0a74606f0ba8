// SPDX-License-Identifier: Apache-2.0
package dev.sora.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The entry point of a plugin: it names the plugin and offers its types.
 *
 * <p>The implementing class is public, has a public constructor without parameters that does
 * nothing, and is named in {@code META-INF/services/dev.sora.plugin.SoraPlugin} of the plugin's
 * jar. The same file serves a bundle in Felix and a jar on a flat class path.
 *
 * @since 1.0
 */
@ConsumerType
public interface SoraPlugin {

    /**
     * Returns the short name by which manifests qualify the plugin's types, such as {@code vision}
     * in {@code vision/conv2d}; lower case, digits and hyphens.
     */
    String name();

    /**
     * Returns the types that the plugin offers; never {@code null}. Called once, when the plugin
     * starts.
     */
    List<SoraType> types();
}
