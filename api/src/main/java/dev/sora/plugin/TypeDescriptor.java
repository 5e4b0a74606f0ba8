// SPDX-License-Identifier: Apache-2.0
package dev.sora.plugin;

import dev.sora.setting.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The description of a type: its name, a summary and its settings.
 *
 * @param name the name used in manifests, such as {@code conv2d}; lower case, digits, hyphens and
 *     underscores, unique among the types of its kind within one plugin
 * @param summary one sentence for listings and the generated reference
 * @param settings the settings that a manifest may contain, in the order of the documentation
 * @since 1.0
 */
public record TypeDescriptor(String name, String summary, List<Setting<?>> settings) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]*");

    /** Checks the name and that no setting is described twice. */
    public TypeDescriptor {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "type name '%s' must match %s".formatted(name, NAME));
        }
        settings = List.copyOf(settings);
        Set<String> names = new HashSet<>();
        for (Setting<?> setting : settings) {
            if (!names.add(setting.name())) {
                throw new IllegalArgumentException(
                        "type '%s' describes setting '%s' twice".formatted(name, setting.name()));
            }
        }
    }

    /** Returns a descriptor with the given settings. */
    public static TypeDescriptor of(String name, String summary, Setting<?>... settings) {
        return new TypeDescriptor(name, summary, List.of(settings));
    }
}
