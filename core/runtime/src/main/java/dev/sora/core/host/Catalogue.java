// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.host;

import dev.sora.plugin.Kind;
import dev.sora.plugin.SoraType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All types that the active plugins offer, by kind and name. */
public final class Catalogue {

    private static final Version NO_VERSION = new Version(0, 0, 0, "");

    private final List<OfferedPlugin> plugins;
    private final KnownTypes known;
    private final Set<OfferedPlugin> preferred;
    private final Map<Kind, Map<String, List<Entry>>> entries = new LinkedHashMap<>();

    /**
     * Creates the catalogue.
     *
     * @param plugins the active plugins
     * @param known the known plugins that offer types which no active plugin offers
     */
    public Catalogue(List<OfferedPlugin> plugins, KnownTypes known) {
        this(plugins, known, Set.of());
    }

    private Catalogue(
            List<OfferedPlugin> plugins, KnownTypes known, Collection<OfferedPlugin> preferred) {
        this.plugins = List.copyOf(plugins);
        this.known = known;
        this.preferred = Set.copyOf(preferred);
        for (OfferedPlugin plugin : plugins) {
            for (SoraType type : plugin.types()) {
                if (type.kind().type().isInstance(type)) {
                    entries.computeIfAbsent(type.kind(), k -> new LinkedHashMap<>())
                            .computeIfAbsent(type.descriptor().name(), n -> new ArrayList<>())
                            .add(new Entry(type, plugin));
                }
            }
        }
        Comparator<Entry> newestFirst = Comparator.comparing(e -> version(e.plugin()));
        entries.values()
                .forEach(byName -> byName.values().forEach(e -> e.sort(newestFirst.reversed())));
    }

    /**
     * Returns a catalogue of the same plugins in which the types of some take precedence over equal
     * names of all others, even if these are newer or of another plugin.
     *
     * @param first the plugins to prefer; of several versions of one plugin, the newest first
     */
    public Catalogue preferring(Collection<OfferedPlugin> first) {
        return new Catalogue(plugins, known, first);
    }

    /** Returns whether a plugin is preferred. */
    public boolean prefers(OfferedPlugin plugin) {
        return preferred.contains(plugin);
    }

    /**
     * A type and its plugin.
     *
     * @param type the type
     * @param plugin the plugin that offers it
     */
    public record Entry(SoraType type, OfferedPlugin plugin) {}

    /** Returns the active plugins. */
    public List<OfferedPlugin> plugins() {
        return plugins;
    }

    /** Returns the kinds that have types. */
    public Set<Kind> kinds() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /** Returns all types of a kind, by name; of types with equal names, the newest first. */
    public List<Entry> types(Kind kind) {
        List<Entry> all = new ArrayList<>();
        byName(kind).values().forEach(all::addAll);
        all.sort(Comparator.comparing(e -> e.type().descriptor().name()));
        return all;
    }

    /** Returns the names of all types of a kind, sorted. */
    public List<String> names(Kind kind) {
        return List.copyOf(new TreeSet<>(byName(kind).keySet()));
    }

    /**
     * Finds a type.
     *
     * <p>If one plugin is active in several versions, the newest is used; if several plugins offer
     * the name, the result is ambiguous. A preferred plugin takes precedence in both cases.
     *
     * @param kind the kind
     * @param text {@code [plugin/]name[@versions]}
     */
    public Finding find(Kind kind, String text) {
        Optional<TypeReference> parsed = TypeReference.parse(text);
        if (parsed.isEmpty()) {
            return new Finding.Malformed(text);
        }
        TypeReference reference = parsed.get();
        List<Entry> named =
                byName(kind).getOrDefault(reference.name(), List.of()).stream()
                        .filter(e -> reference.plugin().map(e.plugin().name()::equals).orElse(true))
                        .toList();
        List<Entry> fitting =
                named.stream()
                        .filter(
                                e ->
                                        reference
                                                .range()
                                                .map(r -> r.includes(version(e.plugin())))
                                                .orElse(true))
                        .toList();
        if (fitting.isEmpty()) {
            return unknown(kind, reference, named.stream().map(Entry::plugin).toList());
        }
        if (fitting.stream().anyMatch(e -> prefers(e.plugin()))) {
            fitting = fitting.stream().filter(e -> prefers(e.plugin())).toList();
        }
        if (fitting.stream().map(e -> e.plugin().name()).distinct().count() > 1) {
            return new Finding.Ambiguous(reference, fitting.stream().map(Entry::plugin).toList());
        }
        return new Finding.Found(fitting.get(0).type(), fitting.get(0).plugin());
    }

    private Finding unknown(Kind kind, TypeReference reference, List<OfferedPlugin> otherVersions) {
        String name = reference.name();
        List<String> offered = names(kind);
        return new Finding.Unknown(
                reference,
                plugins.stream()
                        .filter(p -> reference.plugin().map(p.name()::equals).orElse(false))
                        .toList(),
                otherVersions,
                entries.keySet().stream()
                        .filter(k -> !k.equals(kind) && byName(k).containsKey(name))
                        .toList(),
                Nearest.of(name, offered),
                offered,
                known.bringer(kind, name));
    }

    private static Version version(OfferedPlugin plugin) {
        return Version.parse(plugin.version()).orElse(NO_VERSION);
    }

    private Map<String, List<Entry>> byName(Kind kind) {
        return entries.getOrDefault(kind, Map.of());
    }
}
