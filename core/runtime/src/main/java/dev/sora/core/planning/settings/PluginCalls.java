// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginScope;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.plugin.SoraType;
import dev.sora.problem.SoraException;
import dev.sora.tensor.ShapeException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Calls plugins during planning: in their class loader scope, with their failures attributed to
 * them.
 */
public final class PluginCalls {

    private final PlanProblems problems;

    public PluginCalls(PlanProblems problems) {
        this.problems = problems;
    }

    /**
     * Calls a type or an object that it created.
     *
     * @param found the type
     * @param path the place to name if the call fails
     * @return what it returned; empty if it failed, which adds a problem
     * @throws ShapeException if the plugin refuses a signal
     */
    public <R> Optional<R> call(Found found, String path, Supplier<R> action) {
        return call(found.type(), found.plugin(), path, action);
    }

    /** Does the same for a type whose plugin is known. */
    public <R> Optional<R> call(
            SoraType type, OfferedPlugin plugin, String path, Supplier<R> action) {
        return PluginScope.call(
                plugin.loader(),
                () -> Optional.of(returned(action.get())),
                thrown -> failed(type, plugin, path, thrown));
    }

    private static <R> R returned(R result) {
        if (result == null) {
            throw new IllegalStateException("returned null");
        }
        return result;
    }

    private <R> Optional<R> failed(
            SoraType type, OfferedPlugin plugin, String path, Throwable thrown) {
        if (thrown instanceof ShapeException refused) {
            throw refused;
        }
        if (thrown instanceof SoraException known) {
            known.problems().forEach(problem -> problems.at(path, problem));
            return Optional.empty();
        }
        problems.cause(thrown);
        problems.at(
                path,
                ManifestCode.PLUGIN_FAULT
                        .problem(
                                "the plugin '%s' failed while it planned '%s'"
                                        .formatted(plugin.name(), type.descriptor().name()))
                        .have(thrown.toString())
                        .fix(
                                "this is a bug in %s %s: report it to its author"
                                        .formatted(plugin.name(), plugin.version())));
        return Optional.empty();
    }
}
