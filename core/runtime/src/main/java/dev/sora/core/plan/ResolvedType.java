// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.plan;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Settings;

/**
 * A type that a manifest names, with its plugin and checked settings.
 *
 * @param <T> the kind of type
 * @param path where the manifest names it, such as {@code particles.stem}
 * @param type the type
 * @param plugin the plugin that offers it
 * @param settings its settings, defaults filled in
 */
public record ResolvedType<T extends SoraType>(
        String path, T type, OfferedPlugin plugin, Settings settings) {

    /** Returns the name of the type qualified by its plugin, such as {@code vision/conv2d}. */
    public String qualifiedName() {
        return plugin.name() + "/" + type.descriptor().name();
    }
}
