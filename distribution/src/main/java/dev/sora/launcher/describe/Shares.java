// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.Locale;

/** Formats shares in percent; a share above 0 is never shown as 0 %, one below 1 never as 100 %. */
public final class Shares {

    private Shares() {}

    /** Returns the share in percent. */
    public static String of(long part, long all) {
        if (all == 0 || part == 0) {
            return "0 %";
        }
        double percent = 100.0 * part / all;
        if (part < all && percent > 99.9) {
            return "> 99.9 %";
        }
        return percent < 0.1
                ? "< 0.1 %"
                : String.format(
                        Locale.ROOT,
                        percent < 10 ? "%.1f %%" : "%.0f %%",
                        Math.min(percent, part < all ? 99.9 : 100));
    }
}
