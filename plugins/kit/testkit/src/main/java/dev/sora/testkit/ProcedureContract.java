// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.core.RunControl;
import dev.sora.core.RunEvent;
import dev.sora.core.Sora;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.plan.Plan;
import dev.sora.plugin.SoraPlugin;
import dev.sora.procedure.ProcedureType;
import dev.sora.testkit.host.Container;
import dev.sora.testkit.trial.Breach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** The contract of training procedures, tested with manifests that train in a real container. */
public final class ProcedureContract extends TypeContract<ProcedureType, ProcedureContract> {

    private record Sample(Class<? extends SoraPlugin> plugin, String manifest) {}

    private final List<Sample> samples = new ArrayList<>();

    ProcedureContract(ProcedureType type) {
        super(type);
    }

    /**
     * Adds a manifest that trains with the procedure within seconds, in two steps or more.
     *
     * @param plugin the plugin that offers it
     * @param manifest YAML
     */
    public ProcedureContract trains(Class<? extends SoraPlugin> plugin, String manifest) {
        samples.add(new Sample(plugin, manifest));
        return this;
    }

    @Override
    void collect(Checks checks) {
        SettingChecks.add(checks, this, settings -> type().create(settings));
        for (Sample sample : samples) {
            String where = "%s, manifest %d".formatted(name(), samples.indexOf(sample) + 1);
            checks.add(Clause.SEED, where, () -> seed(sample));
            checks.add(Clause.RESUME, where, () -> resume(sample));
        }
    }

    private void seed(Sample sample) {
        try (Container container = Container.open(List.of(sample.plugin()), List.of())) {
            Path one = train(container, sample, container.newFolder(), false, false);
            Path two = train(container, sample, container.newFolder(), false, false);
            compare(
                    one,
                    two,
                    "the same weights of the same seed",
                    "draw with step.random(), and keep nothing in fields");
        }
    }

    /** Stops after the first step, and continues from its checkpoint. */
    private void resume(Sample sample) {
        try (Container container = Container.open(List.of(sample.plugin()), List.of())) {
            Path whole = train(container, sample, container.newFolder(), false, false);
            Path folder = container.newFolder();
            train(container, sample, folder, false, true);
            Path parts = train(container, sample, folder, true, false);
            compare(
                    parts,
                    whole,
                    "the weights of a training that was not interrupted",
                    "keep nothing in fields: step.number() counts the steps");
        }
    }

    private static Path train(
            Container container, Sample sample, Path folder, boolean resume, boolean stops) {
        Plan plan = container.plan(sample.manifest());
        RunControl control = new RunControl();
        return container
                .runtime()
                .train(
                        plan,
                        new Sora.TrainingRequest(folder, resume),
                        event -> {
                            if (stops && event instanceof RunEvent.TrainingStarted) {
                                control.stop();
                            }
                        },
                        control)
                .model();
    }

    private static void compare(Path one, Path other, String needs, String fix) {
        TreeMap<String, float[]> there = weights(other);
        weights(one)
                .forEach(
                        (name, values) -> {
                            if (!Arrays.equals(values, there.get(name))) {
                                throw new Breach(needs, "others in '%s'".formatted(name), fix);
                            }
                        });
    }

    private static TreeMap<String, float[]> weights(Path model) {
        TreeMap<String, float[]> weights = new TreeMap<>();
        ModelPackage.read(model)
                .weights()
                .forEach((name, tensor) -> weights.put(name, tensor.toFloats()));
        return weights;
    }
}
