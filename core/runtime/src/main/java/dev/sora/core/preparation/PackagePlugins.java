// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.preparation;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginChoice;
import dev.sora.core.host.PluginChoice.Wanted;
import dev.sora.core.host.Version;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.Lock;
import dev.sora.core.packaging.ModelPackage;
import dev.sora.core.planning.Planner;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The installed plugins for a model package: for each plugin that it was trained with, that
 * version, otherwise the newest compatible one.
 *
 * @param lock the package's lock
 * @param choice the plugins that were chosen, and those that no installed plugin replaces
 * @param problems why the package cannot be used, one problem for each plugin that its model needs
 */
public record PackagePlugins(Lock lock, PluginChoice choice, List<Problem> problems) {

    /** Chooses plugins for a package. */
    public static PackagePlugins of(
            Path file, ModelPackage contents, List<OfferedPlugin> installed) {
        Lock lock = Lock.of(contents.lock(), file.toString());
        List<Wanted> wanted =
                lock.plugins().stream()
                        .filter(PackagePlugins::isChosenFor)
                        .map(PackagePlugins::wanted)
                        .toList();
        PluginChoice choice = PluginChoice.compatibly(wanted, installed);
        List<Problem> problems =
                lock.plugins().stream()
                        .filter(Lock.Plugin::isNeededByModel)
                        .map(PackagePlugins::wanted)
                        .filter(choice.lacking()::contains)
                        .map(lacking -> problem(file, lacking, installed))
                        .toList();
        return new PackagePlugins(lock, choice, problems);
    }

    /** Reads a package and chooses plugins for it. */
    public static Serving read(Path file, Catalogue all) {
        ModelPackage contents = ModelPackage.read(file);
        Manifest manifest =
                new ManifestReader()
                        .read(
                                file.getFileName() + "!manifest.yaml",
                                file.toAbsolutePath().getParent(),
                                contents.manifest(),
                                new Overrides(List.of(), Map.of()));
        PackagePlugins plugins = of(file, contents, all.plugins());
        return new Serving(
                file, contents, manifest, plugins, all, all.preferring(plugins.choice().plugins()));
    }

    /**
     * A package that was read, with the plugins for it.
     *
     * @param all all plugins
     * @param catalogue all plugins, with those for the package preferred
     */
    public record Serving(
            Path file,
            ModelPackage contents,
            Manifest manifest,
            PackagePlugins plugins,
            Catalogue all,
            Catalogue catalogue) {

        /**
         * Plans the package and restores the learned preprocessing of its particles.
         *
         * @throws SoraException if the package cannot be used here
         */
        public LoadedModel load() {
            plugins.require();
            return LoadedModel.of(
                    file,
                    contents,
                    new Planner(catalogue).planWithoutData(manifest, contents.particles()));
        }
    }

    /**
     * Returns whether a plugin is chosen for a package. A plugin that was used only for its engine
     * is not, because the engine is chosen for the process and this machine.
     */
    private static boolean isChosenFor(Lock.Plugin plugin) {
        return plugin.isNeededByModel() || plugin.uses().contains("data");
    }

    private static Wanted wanted(Lock.Plugin plugin) {
        return new Wanted(plugin.name(), plugin.version());
    }

    private static Problem problem(Path file, Wanted wanted, List<OfferedPlugin> installed) {
        List<OfferedPlugin> named =
                installed.stream().filter(p -> p.name().equals(wanted.name())).toList();
        return Problem.of(
                        named.isEmpty() ? "SORA-3650" : "SORA-3651",
                        named.isEmpty()
                                ? "the package needs plugin '%s', which is not installed"
                                        .formatted(wanted.name())
                                : "the package needs another version of plugin '%s'"
                                        .formatted(wanted.name()))
                .where(file.toString())
                .needs(
                        Version.parse(wanted.version())
                                .map(v -> "%s [%s,%s)".formatted(wanted.name(), v, v.end()))
                                .orElse(wanted.toString()))
                .have(named.stream().map(PackagePlugins::shown).collect(Collectors.joining(", ")))
                .fix(
                        "sora plugin install %s@%s   or, where no index has it: sora plugin install"
                                        .formatted(wanted.name(), wanted.version())
                                + " FILE.jar");
    }

    private static String shown(OfferedPlugin plugin) {
        return "%s %s (%s)".formatted(plugin.name(), plugin.version(), plugin.location());
    }

    /**
     * Returns this if all plugins that the model needs are available.
     *
     * @throws SoraException with one problem for each missing plugin
     */
    public PackagePlugins require() {
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
        return this;
    }

    /** Returns the version that is used here for each plugin of the lock. */
    public List<Standing> standing() {
        List<Standing> all = new ArrayList<>();
        for (Lock.Plugin plugin : lock.plugins()) {
            Optional<String> version =
                    choice.chosen().stream()
                            .filter(c -> c.wanted().equals(wanted(plugin)))
                            .map(c -> c.plugin().version())
                            .findFirst();
            all.add(new Standing(plugin, version));
        }
        return all;
    }

    /**
     * The version used for a plugin.
     *
     * @param made the plugin that the package was trained with
     * @param version the version that is used here, if one was chosen
     */
    public record Standing(Lock.Plugin made, Optional<String> version) {}
}
