// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.install.Arrival;
import dev.sora.container.install.Installer;
import dev.sora.container.store.InstalledPlugin;
import dev.sora.core.host.Version;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.launcher.show.Style;
import dev.sora.launcher.show.Table;
import dev.sora.launcher.show.Words;
import dev.sora.plugin.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reports the results of an installation. */
final class ArrivalReport {

    private ArrivalReport() {}

    static Installer installer(Session session) {
        Backend backend = session.backend();
        return new Installer(backend.store(), backend.shipped(), backend.policy(), backend::trial);
    }

    static void print(Session session, List<Arrival> arrivals) {
        boolean colour = session.output().colour();
        List<String> lines = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            InstalledPlugin plugin = arrival.plugin();
            String replaced =
                    arrival.replaced().stream()
                            .map(InstalledPlugin::version)
                            .collect(Collectors.joining(", "));
            if (!arrival.isNew()) {
                lines.add(
                        "%s  %s is already active%s"
                                .formatted(
                                        Style.NOTICE.on("there", colour),
                                        plugin,
                                        replaced.isEmpty() ? "" : ", now without " + replaced));
                continue;
            }
            boolean rebuilt = replaced.equals(plugin.version());
            lines.add(
                    "%s  %s: %s%s"
                            .formatted(
                                    Style.GOOD.on(
                                            replaced.isEmpty() ? "installed" : "updated", colour),
                                    plugin,
                                    offers(arrival.types()),
                                    replaced.isEmpty()
                                            ? ""
                                            : rebuilt
                                                    ? ", a different build"
                                                    : ", replacing " + replaced));
            if (!arrival.beside().isEmpty()) {
                lines.add(beside(arrival));
            }
            arrival.types().stream()
                    .filter(type -> !type.others().isEmpty())
                    .forEach(type -> lines.add(shared(plugin.name(), type)));
        }
        session.print(String.join(System.lineSeparator(), lines));
    }

    /**
     * Returns a line about several versions: which one manifests use by default, and how to select
     * another.
     */
    private static String beside(Arrival arrival) {
        InstalledPlugin plugin = arrival.plugin();
        String newest = plugin.version();
        for (String other : arrival.beside()) {
            newest = newer(other, newest) ? other : newest;
        }
        String older = newest.equals(plugin.version()) ? arrival.beside().get(0) : plugin.version();
        String type = arrival.types().isEmpty() ? "TYPE" : arrival.types().get(0).name();
        return "           beside %s: manifests get %s, unless they say \"%s/%s@[%s,%s]\""
                .formatted(
                        String.join(", ", arrival.beside()),
                        newest,
                        plugin.name(),
                        type,
                        older,
                        older);
    }

    private static boolean newer(String one, String other) {
        Version none = new Version(0, 0, 0, "");
        return Version.parse(one).orElse(none).compareTo(Version.parse(other).orElse(none)) > 0;
    }

    private static String shared(String plugin, Arrival.Offer type) {
        return "           the %s '%s' is also offered by %s: a manifest must say %s/%s"
                .formatted(
                        type.kind().word(),
                        type.name(),
                        String.join(", ", type.others()),
                        plugin,
                        type.name());
    }

    private static String offers(List<Arrival.Offer> types) {
        Map<Kind, Long> counts =
                types.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Arrival.Offer::kind,
                                        () -> new TreeMap<>(ManifestKind.ORDER),
                                        Collectors.counting()));
        return counts.isEmpty()
                ? "offers nothing"
                : counts.entrySet().stream()
                        .map(entry -> Words.count(entry.getValue(), entry.getKey().word()))
                        .collect(Collectors.joining(", "));
    }

    static Table types(Arrival arrival) {
        Table table = new Table("kind", "type", "");
        for (Arrival.Offer type : arrival.types()) {
            table.row(
                    type.kind().word(),
                    type.name(),
                    type.others().isEmpty()
                            ? ""
                            : "also offered by %s: write %s/%s"
                                    .formatted(
                                            String.join(", ", type.others()),
                                            arrival.plugin().name(),
                                            type.name()));
        }
        return table;
    }

    static Map<String, Object> tree(List<Arrival> arrivals) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(
                "installed",
                arrivals.stream().filter(Arrival::isNew).map(ArrivalReport::tree).toList());
        tree.put(
                "present",
                arrivals.stream().filter(a -> !a.isNew()).map(ArrivalReport::tree).toList());
        return tree;
    }

    static Map<String, Object> tree(Arrival arrival) {
        Map<String, Object> tree = tree(arrival.plugin());
        if (!arrival.isNew()) {
            tree.put("location", arrival.there());
        }
        tree.put("replaced", arrival.replaced().stream().map(ArrivalReport::tree).toList());
        tree.put("beside", arrival.beside());
        Map<String, List<String>> types = new LinkedHashMap<>();
        arrival.types()
                .forEach(
                        type ->
                                types.computeIfAbsent(type.kind().word(), k -> new ArrayList<>())
                                        .add(type.name()));
        tree.put("types", types);
        return tree;
    }

    static Map<String, Object> tree(InstalledPlugin plugin) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", plugin.name());
        tree.put("version", plugin.version());
        tree.put("sha256", plugin.sha256());
        tree.put("origin", plugin.origin());
        return tree;
    }
}
