// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import dev.sora.core.Sora.ColumnInfo;
import dev.sora.core.Sora.Inspection;
import dev.sora.core.Sora.NodeInfo;
import dev.sora.core.host.Catalogue;
import dev.sora.core.plan.InputColumns;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Purpose;
import dev.sora.core.prediction.ReadColumns;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.PackagePlugins;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the contents of a package, as far as the installed plugins permit. */
public final class ModelInspector {

    private ModelInspector() {}

    /** Inspects a package. If it cannot be used here, the result contains the reasons. */
    public static Inspection inspect(Path file, Catalogue catalogue) {
        PackagePlugins.Serving serving = PackagePlugins.read(file, catalogue);
        try {
            return of(serving, serving.load());
        } catch (SoraException e) {
            return of(serving, List.of(), List.of(), e.problems());
        }
    }

    /** Inspects a package that can be used. */
    static Inspection of(PackagePlugins.Serving serving, LoadedModel model) {
        return of(serving, GraphInfo.of(model.graph()), columns(model), List.of());
    }

    private static List<ColumnInfo> columns(LoadedModel model) {
        List<ColumnInfo> columns = new ArrayList<>();
        for (Node.Input input : ReadColumns.inputs(model.graph())) {
            InputColumns.of(input.planned())
                    .forEach(
                            (name, types) ->
                                    columns.add(new ColumnInfo(input.name(), name, types)));
        }
        return List.copyOf(columns);
    }

    private static Inspection of(
            PackagePlugins.Serving serving,
            List<NodeInfo> nodes,
            List<ColumnInfo> columns,
            List<Problem> problems) {
        Map<String, String> plugins = new LinkedHashMap<>();
        Map<String, String> used = new LinkedHashMap<>();
        for (PackagePlugins.Standing one : serving.plugins().standing()) {
            plugins.merge(one.made().name(), one.made().version(), ModelInspector::both);
            one.version().ifPresent(v -> used.merge(one.made().name(), v, ModelInspector::both));
        }
        return new Inspection(
                String.valueOf(serving.manifest().tree().getOrDefault("name", "")),
                Purpose.of(serving.manifest().tree()),
                nodes,
                columns,
                plugins,
                used,
                serving.contents().metrics(),
                serving.contents().lock(),
                serving.contents().manifest(),
                problems);
    }

    private static String both(String one, String other) {
        return one + ", " + other;
    }
}
