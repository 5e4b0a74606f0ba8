// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.planning.data.DataPlanner;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.data.TextForm;

/** What every planning of a manifest uses: it finds types, reads settings and plans data. */
final class PlanningTools {

    final TypeFinder types;
    final SettingsChecker settings;
    final PluginCalls calls;
    final DataPlanner data;

    /**
     * Creates the tools of one planning.
     *
     * @param unicode the normal form of the data, and of all settings that are compared with it
     */
    PlanningTools(Catalogue catalogue, Manifest manifest, TextForm unicode, PlanProblems problems) {
        types = new TypeFinder(catalogue, problems);
        settings = new SettingsChecker(manifest.folder(), problems);
        calls = new PluginCalls(problems);
        data = new DataPlanner(types, settings, unicode, calls, problems);
    }
}
