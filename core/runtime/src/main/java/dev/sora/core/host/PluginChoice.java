// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Which installed plugins stand for those that something was made with.
 *
 * @param chosen those that were found
 * @param lacking those that none stands for
 */
public record PluginChoice(List<Chosen> chosen, List<Wanted> lacking) {

    /** Copies the lists. */
    public PluginChoice {
        chosen = List.copyOf(chosen);
        lacking = List.copyOf(lacking);
    }

    /** A plugin that something was made with. */
    public record Wanted(String name, String version) {

        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    /**
     * An installed plugin in place of one that something was made with.
     *
     * @param wanted what it was made with
     * @param plugin what is there
     */
    public record Chosen(Wanted wanted, OfferedPlugin plugin) {

        /** Returns whether it is the very version. */
        public boolean isExact() {
            return wanted.version().equals(plugin.version());
        }
    }

    /** Chooses only the very versions. */
    public static PluginChoice exactly(Collection<Wanted> wanted, List<OfferedPlugin> installed) {
        return choose(wanted, installed, (have, made) -> false);
    }

    /** Chooses the very version, or else the newest that serves for it. */
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
