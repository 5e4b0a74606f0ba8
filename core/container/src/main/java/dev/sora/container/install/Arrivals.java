// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.plugin.SoraType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Describes started plugins while their host is open. */
final class Arrivals {

    private Arrivals() {}

    static Arrival of(
            InstalledPlugin plugin,
            OfferedPlugin offered,
            Collection<InstalledPlugin> retired,
            List<OfferedPlugin> all) {
        List<Arrival.Offer> types = new ArrayList<>();
        for (SoraType type : offered.types()) {
            types.add(
                    new Arrival.Offer(
                            type.kind(),
                            type.descriptor().name(),
                            type.descriptor().summary(),
                            others(offered, type, all)));
        }
        return new Arrival(
                plugin,
                "",
                retired.stream()
                        .filter(
                                old ->
                                        old.name().equals(plugin.name())
                                                || old.bundle().equals(plugin.bundle()))
                        .toList(),
                all.stream()
                        .filter(other -> other.name().equals(plugin.name()))
                        .map(OfferedPlugin::version)
                        .filter(version -> !version.equals(plugin.version()))
                        .toList(),
                types);
    }

    private static List<String> others(OfferedPlugin own, SoraType type, List<OfferedPlugin> all) {
        return all.stream()
                .filter(other -> !other.name().equals(own.name()))
                .filter(
                        other ->
                                other.types().stream()
                                        .anyMatch(
                                                t ->
                                                        t.kind() == type.kind()
                                                                && t.descriptor()
                                                                        .name()
                                                                        .equals(
                                                                                type.descriptor()
                                                                                        .name())))
                .map(OfferedPlugin::name)
                .distinct()
                .toList();
    }
}
