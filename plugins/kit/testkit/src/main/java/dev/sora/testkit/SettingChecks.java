// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingProblem;
import dev.sora.setting.SettingType;
import dev.sora.setting.SettingTypes;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.testkit.check.Edges;
import dev.sora.testkit.trial.Breach;
import dev.sora.testkit.trial.DrawnSignal;
import dev.sora.testkit.trial.Subject;
import dev.sora.testkit.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks the descriptions of settings, and that no accepted value causes a failure. */
final class SettingChecks {

    /** The greatest number of values of a node that is computed; larger ones are only planned. */
    private static final long MOST_NUMBERS = 4_000_000;

    private SettingChecks() {}

    /** Uses the object that a type creates from settings. */
    @FunctionalInterface
    interface Use {
        void with(Settings settings);
    }

    static void add(Checks checks, TypeContract<?, ?> contract, Use use) {
        List<Setting<?>> described = contract.type().descriptor().settings();
        checks.add(
                Clause.SETTINGS,
                contract.name() + " describes its settings",
                () -> described.forEach(SettingChecks::described));
        for (Map.Entry<String, Object> refused : contract.refused()) {
            checks.add(
                    Clause.SETTINGS,
                    "%s refuses %s: %s"
                            .formatted(contract.name(), refused.getKey(), refused.getValue()),
                    () -> refuses(contract, refused.getKey(), refused.getValue()));
        }
        for (TypeContract.Variant variant : contract.variants()) {
            checks.add(
                    Clause.SETTINGS,
                    contract.name() + variant + " works with all that it accepts",
                    () -> accepts(contract, variant, use));
        }
    }

    private static void described(Setting<?> setting) {
        if (setting.description().isBlank()) {
            throw new Breach(
                    "a sentence that says what setting '%s' does".formatted(setting.name()),
                    "an empty description",
                    "write it: 'sora plugin info' and the reference are made of it");
        }
        setting.fallback()
                .ifPresent(
                        value -> {
                            List<SettingProblem> problems = new ArrayList<>();
                            Settings.read(
                                    List.of(setting), Map.of(setting.name(), value), problems);
                            if (!problems.isEmpty()) {
                                throw new Breach(
                                        "a default within the bounds of setting '%s': %s"
                                                .formatted(
                                                        setting.name(),
                                                        SettingTypes.describe(setting.type())),
                                        String.valueOf(value),
                                        "correct the default or the bounds");
                            }
                        });
        if (setting.type() instanceof SettingType.Group group) {
            group.settings().forEach(SettingChecks::described);
        }
    }

    private static void refuses(TypeContract<?, ?> contract, String name, Object value) {
        Map<String, Object> raw = new LinkedHashMap<>(contract.variants().get(0).raw());
        raw.put(name, value);
        List<SettingProblem> problems = new ArrayList<>();
        Settings.read(contract.type().descriptor().settings(), raw, problems);
        if (problems.stream().noneMatch(problem -> problem.path().startsWith(name))) {
            throw new Breach(
                    "setting '%s' of '%s' refuses %s".formatted(name, contract.name(), value),
                    "it accepts it",
                    "declare the bounds where the setting is described: atLeast, above, atMost,"
                            + " below, or a choice of words");
        }
    }

    private static void accepts(
            TypeContract<?, ?> contract, TypeContract.Variant variant, Use use) {
        use.with(variant.settings());
        for (Setting<?> setting : contract.type().descriptor().settings()) {
            for (Object value : Edges.of(setting.type())) {
                Map<String, Object> raw = new LinkedHashMap<>(variant.raw());
                raw.put(setting.name(), value);
                attempt(contract, setting, raw, "'%s: %s'".formatted(setting.name(), value), use);
            }
            if (!setting.isRequired() && variant.raw().containsKey(setting.name())) {
                Map<String, Object> raw = new LinkedHashMap<>(variant.raw());
                raw.remove(setting.name());
                attempt(contract, setting, raw, "no '%s'".formatted(setting.name()), use);
            }
        }
    }

    private static void attempt(
            TypeContract<?, ?> contract,
            Setting<?> setting,
            Map<String, Object> raw,
            String words,
            Use use) {
        List<SettingProblem> problems = new ArrayList<>();
        Settings settings = Settings.read(contract.type().descriptor().settings(), raw, problems);
        if (!problems.isEmpty()) {
            return;
        }
        try {
            use.with(settings);
        } catch (ShapeException | SoraException e) {
            // it reports the problem
        } catch (RuntimeException e) {
            String found = e instanceof Breach ? "\n" + e.getMessage() : e.toString();
            throw new Breach(
                    "'%s' works with %s, or refuses it: the description of setting '%s' accepts"
                                    .formatted(contract.name(), words, setting.name())
                            + " it",
                    found,
                    "declare the bounds where the setting is described (atLeast, above, atMost,"
                            + " below), or refuse what does not go together by a SoraException in"
                            + " create, or a ShapeException in plan",
                    e);
        }
    }

    /** Plans a subject, and computes a batch if all dimensions are known and small. */
    static void tryOut(Subject subject, List<DrawnSignal> signals) {
        ParticlePlan plan = subject.plan(Trial.specs(signals));
        double numbers = size(plan.output().values().shape());
        for (ParameterSpec parameter : plan.parameters()) {
            numbers += size(parameter.shape());
        }
        if (numbers > MOST_NUMBERS) {
            return;
        }
        Trial trial = Trial.of(subject, signals);
        trial.run(trial.draw(2, 1), false, 1);
    }

    private static double size(Shape shape) {
        double size = 1;
        for (long dimension : shape.getShape()) {
            size *= Math.max(1, dimension);
        }
        return size;
    }
}
