// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginScope;
import dev.sora.engine.EngineType;
import dev.sora.engine.LibraryInstaller;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The engines that active plugins offer. */
final class Engines {

    private Engines() {}

    /**
     * An engine.
     *
     * @param type its type
     * @param plugin the plugin that offers it
     */
    record Offered(EngineType type, OfferedPlugin plugin) {

        String name() {
            return type.descriptor().name();
        }

        /** Calls code of the plugin. */
        <R> R call(Supplier<R> action) {
            return PluginScope.call(plugin.loader(), action);
        }

        /** Returns why it cannot run here; empty if it can. A plugin that fails cannot. */
        Optional<Problem> obstacle() {
            return PluginScope.call(
                    plugin.loader(),
                    type::obstacle,
                    thrown ->
                            Optional.of(
                                    thrown instanceof SoraException known
                                            ? known.problems().get(0)
                                            : Problem.of(
                                                            "SORA-5002",
                                                            "the engine '%s' does not start"
                                                                    .formatted(name()))
                                                    .where(plugin.location())
                                                    .have(String.valueOf(thrown))));
        }

        /** Returns what installs its libraries; empty if the plugin contains them. */
        Optional<LibraryInstaller> installer() {
            return type instanceof LibraryInstaller installer
                    ? Optional.of(installer)
                    : Optional.empty();
        }
    }

    static List<Offered> all(Session session) {
        List<Offered> engines = new ArrayList<>();
        for (OfferedPlugin plugin : session.backend().host().offers()) {
            plugin.types().stream()
                    .filter(EngineType.class::isInstance)
                    .map(type -> new Offered((EngineType) type, plugin))
                    .forEach(engines::add);
        }
        return engines;
    }

    /**
     * Returns the engine of a name.
     *
     * @throws EngineException if no plugin offers it
     */
    static Offered named(Session session, String name) {
        List<Offered> all = all(session);
        return all.stream()
                .filter(engine -> engine.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new EngineException(
                                        Problem.of(
                                                        "SORA-5126",
                                                        "no plugin offers the engine '%s'"
                                                                .formatted(name))
                                                .have(
                                                        String.join(
                                                                ", ",
                                                                all.stream()
                                                                        .map(Offered::name)
                                                                        .toList()))
                                                .fix("sora engine list")));
    }

    /**
     * Returns what installs the libraries of an engine.
     *
     * @throws EngineException if its plugin contains them
     */
    static LibraryInstaller installer(Offered engine) {
        return engine.installer()
                .orElseThrow(
                        () ->
                                new EngineException(
                                        Problem.of(
                                                        "SORA-5127",
                                                        "the engine '%s' contains its libraries"
                                                                .formatted(engine.name()))
                                                .where(engine.plugin().location())
                                                .fix("nothing has to be installed or removed")));
    }

    /** Returns installed libraries as a tree for JSON. */
    static Map<String, Object> tree(LibraryInstaller.Installed installed) {
        return Map.of(
                "folder", installed.folder().toString(),
                "version", installed.version(),
                "bytes", installed.bytes(),
                "linked", installed.linked());
    }
}
