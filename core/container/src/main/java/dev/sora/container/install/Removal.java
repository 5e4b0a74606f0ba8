// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.core.host.VersionRange;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Selects installed plugins by name and version range.
 *
 * @param name the name of the plugin
 * @param range its versions; empty if the plugin is installed in one version only
 */
public record Removal(String name, Optional<VersionRange> range) {

    /**
     * Parses {@code NAME}, {@code NAME@VERSION} or {@code NAME@[1.0,2)}.
     *
     * @throws SoraException if it is none of these
     */
    public static Removal parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return new Removal(text, Optional.empty());
        }
        String versions = text.substring(at + 1);
        boolean range = versions.startsWith("[") || versions.startsWith("(");
        Optional<VersionRange> parsed =
                VersionRange.parse(range ? versions : "[" + versions + "," + versions + "]");
        if (parsed.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3212", "'%s' names no versions".formatted(versions))
                            .needs("a version such as 1.2, or a range such as [1.2,2)"));
        }
        return new Removal(text.substring(0, at), parsed);
    }

    /** Returns whether a plugin is selected. */
    public boolean means(String plugin, String version) {
        return plugin.equals(name)
                && (range.isEmpty() || range.get().includes(Succession.number(version)));
    }

    /**
     * Returns the selected plugins.
     *
     * @throws SoraException if there are none, or several and no version is given
     */
    public List<InstalledPlugin> select(List<InstalledPlugin> installed) {
        List<InstalledPlugin> named =
                installed.stream().filter(plugin -> plugin.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw new SoraException(
                    Problem.of("SORA-3220", "no plugin '%s' is installed".formatted(name))
                            .have(
                                    installed.isEmpty()
                                            ? "nothing is"
                                            : installed.stream()
                                                    .map(InstalledPlugin::name)
                                                    .distinct()
                                                    .collect(Collectors.joining(", ")))
                            .fix("sora plugin list shows the installed plugins"));
        }
        if (range.isEmpty()) {
            if (named.size() > 1) {
                throw several(named);
            }
            return named;
        }
        List<InstalledPlugin> meant =
                named.stream().filter(plugin -> range.get().includes(plugin.number())).toList();
        if (meant.isEmpty()) {
            throw new SoraException(
                    Problem.of(
                                    "SORA-3220",
                                    "plugin '%s' is not installed in that version".formatted(name))
                            .have(versions(named))
                            .fix("sora plugin list shows the installed plugins"));
        }
        return meant;
    }

    private static SoraException several(List<InstalledPlugin> named) {
        InstalledPlugin first = named.get(0);
        return new SoraException(
                Problem.of(
                                "SORA-3221",
                                "plugin '%s' is installed in %d versions"
                                        .formatted(first.name(), named.size()))
                        .needs("the one that is meant")
                        .have(versions(named))
                        .fix(
                                named.stream()
                                                .map(
                                                        p ->
                                                                "sora plugin remove "
                                                                        + p.name()
                                                                        + "@"
                                                                        + p.version())
                                                .collect(Collectors.joining("   or: "))
                                        + "   or for all: sora plugin remove \"%s@[0,999)\""
                                                .formatted(first.name())));
    }

    private static String versions(List<InstalledPlugin> plugins) {
        return plugins.stream().map(InstalledPlugin::version).collect(Collectors.joining(", "));
    }
}
