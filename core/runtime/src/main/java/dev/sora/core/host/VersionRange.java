// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.Optional;

/**
 * A range of versions in the notation of OSGi: {@code [1.2,2)} from 1.2 (inclusive) to 2
 * (exclusive), and a single version {@code 1.2} for that version and all later ones.
 *
 * @param least the lower end
 * @param openLeast whether the lower end itself is excluded
 * @param most the upper end; unbounded if absent
 * @param openMost whether the upper end itself is excluded
 */
public record VersionRange(
        Version least, boolean openLeast, Optional<Version> most, boolean openMost) {

    /** Reads a range; empty if the string is not one. */
    public static Optional<VersionRange> parse(String range) {
        String text = range.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        if (first != '[' && first != '(') {
            return Version.parse(text)
                    .map(least -> new VersionRange(least, false, Optional.empty(), false));
        }
        char last = text.charAt(text.length() - 1);
        int comma = text.indexOf(',');
        if ((last != ']' && last != ')') || comma < 0) {
            return Optional.empty();
        }
        Optional<Version> least = Version.parse(text.substring(1, comma));
        Optional<Version> most = Version.parse(text.substring(comma + 1, text.length() - 1));
        return least.isEmpty() || most.isEmpty()
                ? Optional.empty()
                : Optional.of(new VersionRange(least.get(), first == '(', most, last == ')'));
    }

    /** Returns whether a version lies within the range. */
    public boolean includes(Version version) {
        int low = version.compareTo(least);
        if (low < 0 || (low == 0 && openLeast)) {
            return false;
        }
        if (most.isEmpty()) {
            return true;
        }
        int high = version.compareTo(most.get());
        return high < 0 || (high == 0 && !openMost);
    }
}
