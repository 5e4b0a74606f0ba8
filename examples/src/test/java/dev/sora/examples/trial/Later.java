// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import java.util.concurrent.atomic.AtomicBoolean;

/** Faults that start after a package was written, as with a worse version of a plugin. */
public final class Later {

    private static final AtomicBoolean HAPPENED = new AtomicBoolean();

    private Later() {}

    /** Sets whether faults with the name {@code "… later"} occur from now on. */
    public static void happen(boolean happened) {
        HAPPENED.set(happened);
    }

    static boolean isDue(String fault, String place) {
        return HAPPENED.get() && fault.equals(place + " later");
    }
}
