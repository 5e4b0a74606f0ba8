// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

/**
 * One thing that is wrong with a setting; core adds the place in the manifest.
 *
 * @param path where within the settings, such as {@code kernel[1]} or {@code schedule.warmup}
 * @param kind what is wrong
 * @param needs what fits
 * @param have what was given, or the nearest name
 * @since 1.0
 */
public record SettingProblem(String path, Kind kind, String needs, String have) {

    /** What is wrong. */
    public enum Kind {
        /** A name that the type does not know. */
        UNKNOWN,
        /** A setting that must be set and is not. */
        MISSING,
        /** A value of another type. */
        TYPE,
        /** A value out of bounds or not among the words allowed. */
        RANGE
    }
}
