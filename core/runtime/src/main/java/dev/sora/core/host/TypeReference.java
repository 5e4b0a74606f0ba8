// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.Optional;

/**
 * The name of a type in a manifest: {@code conv2d}, {@code vision/conv2d}, {@code
 * vision/conv2d@[1.2,2)}.
 *
 * @param plugin the plugin, if it is named
 * @param name the type's name
 * @param range the accepted versions of the plugin, if they are named
 */
public record TypeReference(Optional<String> plugin, String name, Optional<VersionRange> range) {

    /** Reads a reference; empty if the string is not one. */
    public static Optional<TypeReference> parse(String text) {
        String rest = text;
        Optional<VersionRange> range = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            range = VersionRange.parse(rest.substring(at + 1));
            if (range.isEmpty()) {
                return Optional.empty();
            }
            rest = rest.substring(0, at);
        }
        Optional<String> plugin = Optional.empty();
        int slash = rest.indexOf('/');
        if (slash >= 0) {
            plugin = Optional.of(rest.substring(0, slash));
            rest = rest.substring(slash + 1);
        }
        if (!isName(rest) || (plugin.isPresent() && !isName(plugin.get()))) {
            return Optional.empty();
        }
        return Optional.of(new TypeReference(plugin, rest, range));
    }

    /** Accepts upper case, so that a wrong case leads to a suggestion and not to a syntax error. */
    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > 100 || !Character.isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }
}
