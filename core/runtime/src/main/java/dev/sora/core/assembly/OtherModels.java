// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.assembly;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.PluginHost;
import dev.sora.core.host.PluginLease;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.PlannedProcedure;
import dev.sora.core.preparation.LoadedModel;
import dev.sora.core.preparation.PackagePlugins;
import dev.sora.core.preparation.PriorModel;
import dev.sora.core.step.ModelGraph;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the packages that a training learns from: the one it continues, and teachers. */
record OtherModels(PluginHost host, KnownTypes known) {

    /** Reads a model to continue from; once it is read, its contents need no plugin. */
    Optional<PriorModel> prior(Optional<Path> from, Plan plan) {
        return from.map(
                file -> {
                    try (PluginLease lease = host.lease()) {
                        PriorModel model = PriorModel.read(file, catalogue(lease));
                        model.check(plan);
                        return model;
                    }
                });
    }

    /** Reads the models that the procedure of a training asks, by their names in it. */
    Map<String, ModelGraph> asked(Plan plan, PluginLease lease) {
        Map<String, ModelGraph> models = new LinkedHashMap<>();
        plan.training()
                .procedure()
                .ifPresent(
                        procedure ->
                                procedure
                                        .models()
                                        .forEach(
                                                (name, asked) ->
                                                        models.put(name, model(asked, lease))));
        return models;
    }

    private ModelGraph model(PlannedProcedure.AskedModel asked, PluginLease lease) {
        Path file = asked.file();
        LoadedModel model = PackagePlugins.read(file, catalogue(lease)).load();
        if (asked.sha256().isEmpty()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-2218",
                                    "the model to learn from did not exist when the manifest was"
                                            + " checked")
                            .where(file.toString())
                            .fix("start the training again"));
        }
        return new ModelGraph(file, model.graph(), model.contents().weights());
    }

    private Catalogue catalogue(PluginLease lease) {
        return new Catalogue(lease.plugins(), known);
    }
}
