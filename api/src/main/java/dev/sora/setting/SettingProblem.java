// SPDX-License-Identifier: Apache-2.0
package dev.sora.setting;

/**
 * A problem of one setting; core adds the place in the manifest.
 *
 * @param path the path within the settings, such as {@code kernel[1]} or {@code schedule.warmup}
 * @param kind the kind of the problem
 * @param needs what was expected
 * @param have what was given, or the most similar name
 * @since 1.0
 */
public record SettingProblem(String path, Kind kind, String needs, String have) {

    /** The kind of a problem. */
    public enum Kind {
        /** A name that is not a setting of the type. */
        UNKNOWN,
        /** A required setting that is not set. */
        MISSING,
        /** A value of another type. */
        TYPE,
        /** A value out of bounds, or a word that is not one of the choices. */
        RANGE
    }
}
