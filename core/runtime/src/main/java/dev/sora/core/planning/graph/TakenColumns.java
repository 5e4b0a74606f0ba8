// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.particle.InputType;
import dev.sora.plugin.SoraType;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Checks that an input from another package reads the same columns at the same positions as there:
 * its learned state identifies columns by position.
 */
final class TakenColumns {

    private TakenColumns() {}

    /**
     * Adds a problem for columns at other positions.
     *
     * @param taken the node in the other package, if there is one
     * @param read its settings here
     */
    static void check(
            Section section,
            SoraType type,
            Optional<TakenNode> taken,
            Settings read,
            PlanProblems problems) {
        if (taken.isEmpty() || !(type instanceof InputType)) {
            return;
        }
        List<Setting<?>> described = type.descriptor().settings();
        List<String> there = InputColumns.names(described, taken.get().values());
        List<String> here = InputColumns.names(described, read.asMap());
        if (InputColumns.areMoved(there, here)) {
            problems.at(
                    section.path(),
                    ManifestCode.NOT_TAKEN
                            .problem(
                                    "'%s' of %s reads its columns in another order"
                                            .formatted(
                                                    taken.get().node(),
                                                    taken.get().file().getFileName()))
                            .needs(there.toString())
                            .have(here.toString())
                            .fix(
                                    "name the columns in that order; a new name replaces an old"
                                            + " one"));
        }
    }
}
