// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.Optional;

/**
 * A version {@code major.minor.micro.qualifier}. Missing numbers are 0, and a hyphen may replace
 * the last full stop.
 *
 * @param major the first number
 * @param minor the second number
 * @param micro the third number
 * @param qualifier the rest, compared as a string; empty if there is none
 */
public record Version(int major, int minor, int micro, String qualifier)
        implements Comparable<Version> {

    /** Reads a version; empty if the string is not one. */
    public static Optional<Version> parse(String text) {
        int[] numbers = new int[3];
        String rest = text.strip();
        for (int i = 0; i < numbers.length; i++) {
            int end = 0;
            while (end < rest.length() && rest.charAt(end) >= '0' && rest.charAt(end) <= '9') {
                end++;
            }
            if (end == 0 || end > 9) {
                return Optional.empty();
            }
            numbers[i] = Integer.parseInt(rest.substring(0, end));
            rest = rest.substring(end);
            if (rest.isEmpty() || rest.charAt(0) == '-') {
                break;
            }
            if (rest.charAt(0) != '.' || rest.length() == 1) {
                return Optional.empty();
            }
            boolean numberFollows = Character.isDigit(rest.charAt(1));
            if (i == 2 || !numberFollows) {
                break;
            }
            rest = rest.substring(1);
        }
        String qualifier = rest.isEmpty() ? "" : rest.substring(1);
        if (!rest.isEmpty()
                && (qualifier.isEmpty() || !Character.isLetterOrDigit(qualifier.charAt(0)))) {
            return Optional.empty();
        }
        for (int i = 0; i < qualifier.length(); i++) {
            char c = qualifier.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.') {
                return Optional.empty();
            }
        }
        return Optional.of(new Version(numbers[0], numbers[1], numbers[2], qualifier));
    }

    /**
     * Returns whether this version is compatible with data made with another, judged by the
     * numbers: the same major number and not older; below 1.0 also the same minor number.
     */
    public boolean servesFor(Version made) {
        return major == made.major && (major > 0 || minor == made.minor) && compareTo(made) >= 0;
    }

    /** Returns the first version after this one that is not compatible with it. */
    public Version end() {
        return major > 0 ? new Version(major + 1, 0, 0, "") : new Version(0, minor + 1, 0, "");
    }

    @Override
    public int compareTo(Version other) {
        int order = Integer.compare(major, other.major);
        if (order == 0) {
            order = Integer.compare(minor, other.minor);
        }
        if (order == 0) {
            order = Integer.compare(micro, other.micro);
        }
        return order == 0 ? qualifier.compareTo(other.qualifier) : order;
    }

    @Override
    public String toString() {
        String numbers = major + "." + minor + "." + micro;
        return qualifier.isEmpty() ? numbers : numbers + "." + qualifier;
    }
}
