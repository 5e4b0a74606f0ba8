// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.schedule;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The learning-rate schedules of this plugin. */
public final class Schedules {

    private Schedules() {}

    /** Returns their types. */
    public static List<SoraType> types() {
        return List.of();
    }
}
