// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import java.util.Locale;

/** Shares as people read them: a little is never 0 %, and nearly all never 100 %. */
public final class Shares {

    private Shares() {}

    /** Returns the share of a part in percent. */
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
