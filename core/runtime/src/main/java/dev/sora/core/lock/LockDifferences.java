// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import dev.sora.core.host.PluginChoice;
import dev.sora.core.packaging.Lock;
import dev.sora.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the differences between a run and a lock, except those of files of data. */
final class LockDifferences {

    private static final Pattern NODE =
            Pattern.compile("((?:inputs|particles|combiners|outputs)\\.[^.]+)\\.type");

    /** The maximum number of differences of one kind in a message. */
    private static final int MOST = 12;

    private final Path file;
    private final Lock lock;
    private final Lock now;

    LockDifferences(Path file, Lock lock, Lock now) {
        this.file = file;
        this.lock = lock;
        this.now = now;
    }

    /** Returns every difference that is known before data is read. */
    List<Problem> beforeData() {
        if (isOfAnotherManifest()) {
            return List.of(ofAnotherManifest());
        }
        List<Problem> problems = plugins();
        for (Pin pin : Pin.values()) {
            if (pin.isBeforeData()) {
                compare(pin).ifPresent(problems::add);
            }
        }
        return problems;
    }

    /**
     * Returns the differences in the records that were read, which may exist although the files are
     * the same.
     */
    List<Problem> records() {
        return Stream.of(Pin.RECORDS, Pin.SKIPPED).flatMap(pin -> compare(pin).stream()).toList();
    }

    /** Returns the problem that names all values of a pin that differ, if any does. */
    private Optional<Problem> compare(Pin pin) {
        Map<String, String> locked = pin.of(lock);
        Map<String, String> here = pin.of(now);
        Set<String> paths = new TreeSet<>(locked.keySet());
        paths.addAll(here.keySet());
        paths.removeIf(path -> Objects.equals(locked.get(path), here.get(path)));
        return paths.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Problem.of(pin.code, pin.message)
                                .where(file.toString())
                                .needs(values(paths, locked))
                                .have(values(paths, here))
                                .fix(pin.fix.formatted(locked.get(""))));
    }

    private static String values(Set<String> paths, Map<String, String> values) {
        return some(
                paths.stream()
                        .map(
                                path ->
                                        (path.isEmpty() ? "" : path + ": ")
                                                + values.getOrDefault(path, "nothing"))
                        .toList());
    }

    /**
     * Returns whether the lock belongs to another manifest, and not to an earlier version of this
     * one, which has most of its graph in common.
     */
    private boolean isOfAnotherManifest() {
        Set<String> locked = nodes(lock);
        Set<String> here = nodes(now);
        long same = locked.stream().filter(here::contains).count();
        return 2 * same < Math.min(locked.size(), here.size());
    }

    /** Returns the nodes of the graph with their types. */
    private static Set<String> nodes(Lock of) {
        Set<String> nodes = new LinkedHashSet<>();
        of.manifest()
                .forEach(
                        (key, value) -> {
                            Matcher node = NODE.matcher(key);
                            if (node.matches()) {
                                nodes.add(node.group(1) + ": " + value);
                            }
                        });
        return nodes;
    }

    private Problem ofAnotherManifest() {
        return Problem.of("SORA-3622", "the lock is that of another manifest")
                .where(file.toString())
                .needs(some(nodes(lock)))
                .have(some(nodes(now)))
                .fix("name the lock of this manifest with --lock FILE");
    }

    private static String some(Collection<String> texts) {
        return texts.stream().limit(MOST).collect(Collectors.joining(", "))
                + (texts.size() > MOST ? ", and %d more".formatted(texts.size() - MOST) : "");
    }

    private List<Problem> plugins() {
        List<Problem> problems = new ArrayList<>();
        Map<String, Lock.Plugin> locked = named(lock);
        Map<String, Lock.Plugin> here = named(now);
        Set<String> otherVersions = new HashSet<>();
        locked.forEach(
                (name, plugin) -> {
                    Lock.Plugin same = here.get(name);
                    if (same == null) {
                        otherVersions.add(plugin.name());
                        problems.add(missing(plugin));
                    } else if (!same.sha256().equals(plugin.sha256())) {
                        problems.add(otherBytes(plugin, same));
                    }
                });
        here.forEach(
                (name, plugin) -> {
                    // another version of a locked plugin is reported as such
                    if (!locked.containsKey(name) && !otherVersions.contains(plugin.name())) {
                        problems.add(more(plugin, name, locked.keySet()));
                    }
                });
        return problems;
    }

    /** Returns the plugins by name and version, in order. */
    private static Map<String, Lock.Plugin> named(Lock of) {
        Map<String, Lock.Plugin> plugins = new LinkedHashMap<>();
        of.plugins().forEach(p -> plugins.put(p.name() + " " + p.version(), p));
        return plugins;
    }

    private Problem more(Lock.Plugin here, String name, Set<String> locked) {
        return Problem.of(
                        "SORA-3613",
                        "plugin '%s' %s is used, which the lock does not name"
                                .formatted(here.name(), here.version()))
                .where(file.toString())
                .needs(String.join(", ", locked))
                .have(name)
                .fix("use only the types that were used before");
    }

    private Problem missing(Lock.Plugin locked) {
        return plugin(
                file,
                new PluginChoice.Wanted(locked.name(), locked.version()),
                now.plugins().stream()
                        .filter(p -> p.name().equals(locked.name()))
                        .map(Lock.Plugin::version)
                        .toList());
    }

    /** Returns the problem that a plugin of a lock is not installed. */
    static Problem plugin(Path file, PluginChoice.Wanted wanted, List<String> have) {
        return Problem.of(
                        have.isEmpty() ? "SORA-3610" : "SORA-3611",
                        have.isEmpty()
                                ? "plugin '%s' of the lock is not active".formatted(wanted.name())
                                : "plugin '%s' is active in another version than the lock says"
                                        .formatted(wanted.name()))
                .where(file.toString())
                .needs(wanted.toString())
                .have(String.join(", ", have))
                .fix("sora plugin install %s@%s".formatted(wanted.name(), wanted.version()));
    }

    private Problem otherBytes(Lock.Plugin locked, Lock.Plugin here) {
        return Problem.of(
                        "SORA-3612",
                        "plugin '%s' %s is not the jar that the lock names"
                                .formatted(locked.name(), locked.version()))
                .where(file.toString())
                .needs(digest(locked.sha256()))
                .have(digest(here.sha256()))
                .fix(
                        "sora plugin update with the jar of that digest, or train without --frozen"
                                + " for a new lock");
    }

    private static String digest(String sha256) {
        return sha256.isEmpty() ? "classes outside of a jar" : "SHA-256 " + sha256;
    }

    /** Returns the problem that the data of a split cannot be opened. */
    static Problem unreadable(Path file, String part, Problem why) {
        return Problem.of("SORA-3631", "the %s data that the lock pins is missing".formatted(part))
                .where(why.where().isEmpty() ? file.toString() : why.where())
                .have(why.message())
                .fix(why.fix());
    }
}
