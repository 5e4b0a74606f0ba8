// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.core.Sora;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.plan.Plan;
import dev.sora.engine.EngineType;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.SoraException;
import dev.sora.setting.Setting;
import dev.sora.testkit.host.ClassLoaderLeakCheck;
import dev.sora.testkit.host.Container;
import dev.sora.testkit.trial.Breach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The contract of a plugin as a whole: its types are described, its jar is a bundle that starts in
 * a real container, manifests train with it, and it can be unloaded.
 */
public final class PluginContract extends Contract<PluginContract> {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final SoraPlugin plugin;
    private final Map<String, Function<Container, Plan>> manifests = new LinkedHashMap<>();
    private final List<Path> jars = new ArrayList<>();
    private final Set<String> covered = new HashSet<>();
    private boolean checksCover;

    PluginContract(SoraPlugin plugin) {
        this.plugin = plugin;
    }

    /**
     * Adds a manifest that uses the plugin and trains within seconds. It can use the types of
     * {@link dev.sora.testkit.plain.PlainPlugin} for what the plugin does not offer.
     *
     * @param manifest YAML
     */
    public PluginContract trains(String manifest) {
        manifests.put("manifest " + (manifests.size() + 1), container -> container.plan(manifest));
        return this;
    }

    /**
     * Adds a manifest in a file, with overrides that reduce the training to seconds.
     *
     * @param manifest the file
     * @param overrides such as {@code training.epochs=1}
     */
    public PluginContract trains(Path manifest, String... overrides) {
        manifests.put(
                manifest.getFileName().toString(),
                container -> container.plan(manifest, overrides));
        return this;
    }

    /** Sets the jar of the plugin, if its class is loaded from elsewhere. */
    public PluginContract from(Path jar) {
        jars.add(jar);
        return this;
    }

    /**
     * Declares the contracts with which the types of the plugin are tested elsewhere. After the
     * first call, a type without a contract is a failure, so that every new type needs one. Engines
     * have no contract and are skipped.
     */
    public PluginContract covers(Collection<? extends TypeContract<?, ?>> contracts) {
        checksCover = true;
        contracts.forEach(contract -> covered.add(name(contract.type())));
        return this;
    }

    @Override
    void collect(Checks checks) {
        checks.add(Clause.DESCRIPTION, plugin.getClass().getSimpleName(), this::description);
        if (checksCover) {
            checks.add(Clause.COVERAGE, plugin.getClass().getSimpleName(), this::coverage);
        }
        String where = "plugin '%s'".formatted(plugin.name());
        checks.add(Clause.BUNDLE, where, this::bundle);
        manifests.forEach(
                (name, manifest) ->
                        checks.add(Clause.TRAINING, where + ", " + name, () -> training(manifest)));
        checks.add(Clause.UNLOADING, where, this::unloading);
    }

    private Container open() {
        return jars.isEmpty()
                ? Container.open(List.of(plugin.getClass()), List.of())
                : Container.open(List.of(), jars);
    }

    private void description() {
        if (plugin.name() == null || !NAME.matcher(plugin.name()).matches()) {
            throw new Breach(
                    "a name of lower-case letters, digits and hyphens, which manifests can use",
                    String.valueOf(plugin.name()),
                    "return it from SoraPlugin.name()");
        }
        if (plugin.types() == null || plugin.types().isEmpty()) {
            throw new Breach("types", "none", "return what the plugin offers from types()");
        }
        Set<String> seen = new HashSet<>();
        for (SoraType type : plugin.types()) {
            TypeDescriptor descriptor = type.descriptor();
            String name = name(type);
            if (!seen.add(name)) {
                throw new Breach("one " + name, "two", "give one of them another name");
            }
            if (descriptor.summary().isBlank() || !descriptor.summary().strip().endsWith(".")) {
                throw new Breach(
                        "a sentence that says what the %s is".formatted(name),
                        "'%s'".formatted(descriptor.summary()),
                        "write it, with its full stop: listings and the reference are made of it");
            }
            for (Setting<?> setting : descriptor.settings()) {
                if (setting.description().isBlank()) {
                    throw new Breach(
                            "a sentence that says what setting '%s' of the %s does"
                                    .formatted(setting.name(), name),
                            "an empty description",
                            "write it: 'sora plugin info' and the reference are made of it");
                }
            }
            if (!describe(descriptor).equals(describe(type.descriptor()))) {
                throw new Breach(
                        "the same descriptor of the %s every time".formatted(name),
                        "%s, and then %s"
                                .formatted(describe(descriptor), describe(type.descriptor())),
                        "make it once, as a constant");
            }
        }
    }

    private void coverage() {
        Set<String> offered = new LinkedHashSet<>();
        for (SoraType type : plugin.types()) {
            if (!(type instanceof EngineType)) {
                offered.add(name(type));
            }
        }
        List<String> without = offered.stream().filter(name -> !covered.contains(name)).toList();
        if (!without.isEmpty()) {
            throw new Breach(
                    "a contract for every type of the plugin",
                    "none for " + String.join(", ", without),
                    "try each with the contract of its kind (Contracts), and hand that to covers");
        }
        List<String> strange = covered.stream().filter(name -> !offered.contains(name)).toList();
        if (!strange.isEmpty()) {
            throw new Breach(
                    "contracts of the plugin's own types",
                    "also " + String.join(", ", strange),
                    "return the type from types(), or drop its contract");
        }
    }

    private static String name(SoraType type) {
        return "%s '%s'".formatted(type.kind(), type.descriptor().name());
    }

    private static String describe(TypeDescriptor descriptor) {
        return descriptor.name() + " " + descriptor.summary() + " " + descriptor.settings();
    }

    private void bundle() {
        try (Container container = open()) {
            OfferedPlugin found = offered(container);
            List<String> expected = names(plugin.types());
            if (!names(found.types()).equals(expected)) {
                throw new Breach(
                        "the types " + expected,
                        "in the container: " + names(found.types()),
                        "offer the same types wherever the plugin runs");
            }
        } catch (SoraException e) {
            throw new Breach(
                    "a plugin that becomes active in the container",
                    e.getMessage(),
                    "follow the fix that is named; the headers of the bundle come from bnd.bnd",
                    e);
        }
    }

    private static List<String> names(List<SoraType> types) {
        return types.stream().map(type -> type.kind() + " " + type.descriptor().name()).toList();
    }

    private OfferedPlugin offered(Container container) {
        return container.bundles().stream()
                .filter(offered -> offered.name().equals(plugin.name()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Breach(
                                        "the plugin '%s' in the container".formatted(plugin.name()),
                                        container.bundles().stream()
                                                .map(OfferedPlugin::name)
                                                .toList()
                                                .toString(),
                                        "name the class in META-INF/services/"
                                                + SoraPlugin.class.getName()));
    }

    private void training(Function<Container, Plan> manifest) {
        try (Container container = open()) {
            train(container, manifest);
        }
    }

    private static void train(Container container, Function<Container, Plan> manifest) {
        try {
            Plan plan = manifest.apply(container);
            container
                    .runtime()
                    .train(
                            plan,
                            new Sora.TrainingRequest(container.newFolder(), false),
                            event -> {});
        } catch (SoraException e) {
            throw new Breach(
                    "a manifest that trains",
                    e.getMessage(),
                    "correct the manifest, or the plugin where the problem names it",
                    e);
        }
    }

    /**
     * Checks that nothing keeps the class loader of the plugin. Another method uses the plugin, so
     * that its local variables are out of scope before the check.
     */
    private void unloading() throws InterruptedException {
        try (Container container = open()) {
            ClassLoaderLeakCheck leftovers = new ClassLoaderLeakCheck();
            use(container, leftovers);
            leftovers.check(plugin.name());
        }
    }

    private void use(Container container, ClassLoaderLeakCheck leftovers) {
        manifests.values().forEach(manifest -> train(container, manifest));
        OfferedPlugin offered = offered(container);
        leftovers.watch(offered.loader());
        container.retire(List.of(offered));
    }
}
