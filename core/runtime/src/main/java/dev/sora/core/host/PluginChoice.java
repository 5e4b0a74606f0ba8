// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The installed plugins that are used for required ones.
 *
 * @param chosen the plugins that were found
 * @param lacking the required plugins without an installed plugin
 */
public record PluginChoice(List<Chosen> chosen, List<Wanted> lacking) {

    /** Copies the lists. */
    public PluginChoice {
        chosen = List.copyOf(chosen);
        lacking = List.copyOf(lacking);
    }

    /** A required plugin. */
    public record Wanted(String name, String version) {

        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    /**
     * An installed plugin that is used for a required one.
     *
     * @param wanted the required plugin
     * @param plugin the installed plugin
     */
    public record Chosen(Wanted wanted, OfferedPlugin plugin) {}

    /** Chooses plugins of exactly the required versions. */
    public static PluginChoice exactly(Collection<Wanted> wanted, List<OfferedPlugin> installed) {
        return choose(wanted, installed, (have, made) -> false);
    }

    /** Chooses plugins of exactly the required versions, otherwise the newest compatible ones. */
    public static PluginChoice compatibly(
            Collection<Wanted> wanted, List<OfferedPlugin> installed) {
        return choose(wanted, installed, Version::servesFor);
    }

    private static PluginChoice choose(
            Collection<Wanted> wanted,
            List<OfferedPlugin> installed,
            BiPredicate<Version, Version> serves) {
        List<Chosen> chosen = new ArrayList<>();
        List<Wanted> lacking = new ArrayList<>();
        for (Wanted one : wanted) {
            List<OfferedPlugin> named =
                    installed.stream().filter(p -> p.name().equals(one.name())).toList();
            Optional<OfferedPlugin> found =
                    named.stream()
                            .filter(p -> p.version().equals(one.version()))
                            .findFirst()
                            .or(() -> newest(named, one, serves));
            found.ifPresentOrElse(p -> chosen.add(new Chosen(one, p)), () -> lacking.add(one));
        }
        return new PluginChoice(chosen, lacking);
    }

    private static Optional<OfferedPlugin> newest(
            List<OfferedPlugin> named, Wanted wanted, BiPredicate<Version, Version> serves) {
        Optional<Version> made = Version.parse(wanted.version());
        return made.flatMap(
                m ->
                        named.stream()
                                .filter(p -> version(p).filter(v -> serves.test(v, m)).isPresent())
                                .max(Comparator.comparing(p -> version(p).orElseThrow())));
    }

    private static Optional<Version> version(OfferedPlugin plugin) {
        return Version.parse(plugin.version());
    }

    /** Returns the plugins that were found. */
    public List<OfferedPlugin> plugins() {
        return chosen.stream().map(Chosen::plugin).distinct().toList();
    }
}
