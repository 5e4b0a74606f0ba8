// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.pipeline;

import dev.sora.core.Sora.Inspection;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.host.Catalogue;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Planner;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a package holds, as far as the plugins at hand can tell. */
public final class ModelInspector {

    private final Catalogue catalogue;

    /** Creates an inspector that knows the types of a catalogue. */
    public ModelInspector(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Inspects a package; what stops it from being used here is among the result. */
    public Inspection inspect(Path file, ModelPackage contents, Manifest manifest) {
        List<NodeInfo> nodes = List.of();
        List<Problem> problems = List.of();
        PackagePlugins standing = PackagePlugins.of(file, contents, catalogue.plugins());
        try {
            Catalogue chosen = catalogue.preferring(standing.require().choice().plugins());
            LoadedModel model =
                    LoadedModel.of(file, contents, new Planner(chosen).planWithoutData(manifest));
            nodes = GraphInfo.of(model.graph());
        } catch (SoraException e) {
            problems = e.problems();
        }
        Map<String, String> plugins = new LinkedHashMap<>();
        Map<String, String> used = new LinkedHashMap<>();
        for (PackagePlugins.Standing one : standing.standing()) {
            plugins.merge(one.made().name(), one.made().version(), ModelInspector::both);
            one.version().ifPresent(v -> used.merge(one.made().name(), v, ModelInspector::both));
        }
        return new Inspection(
                String.valueOf(manifest.tree().getOrDefault("name", "")),
                nodes,
                plugins,
                used,
                contents.metrics(),
                contents.lock(),
                contents.manifest(),
                problems);
    }

    private static String both(String one, String other) {
        return one + ", " + other;
    }
}
