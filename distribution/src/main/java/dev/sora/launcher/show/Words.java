// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers for the user, the same in every locale. */
public final class Words {

    private Words() {}

    /** Returns an integer with a comma between thousands. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a number and its noun: {@code 1 record}, {@code 2,000 records}. */
    public static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /**
     * Returns a metric with four decimal places, or another precision if it is very small or large.
     */
    public static String figure(double value) {
        if (Double.isNaN(value)) {
            return "n/a";
        }
        double size = Math.abs(value);
        if (size != 0 && (size < 0.0001 || size >= 1e7)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return String.format(Locale.ROOT, size >= 1000 ? "%,.1f" : "%.4f", value);
    }

    /** Returns a time span: {@code 0.8 s}, {@code 1:05}, {@code 2:01:05}. */
    public static String span(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return clock(time);
    }

    /** Returns a time span as a clock shows it: {@code 0:42}, {@code 2:01:05}. */
    public static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }

    /** Returns a size in bytes: {@code 512 B}, {@code 1.5 MB}. */
    public static String size(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double number = bytes;
        int unit = -1;
        while (number >= 1024 && unit < 3) {
            number /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", number, "KMGT".charAt(unit));
    }
}
