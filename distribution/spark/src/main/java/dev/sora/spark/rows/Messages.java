// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

/** The messages of exceptions, whose further lines are for a log. */
public final class Messages {

    private Messages() {}

    /** Returns the first line of a message, or the name of the exception if it has none. */
    public static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElseGet(thrown::toString);
    }
}
