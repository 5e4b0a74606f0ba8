// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.graph;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.ResolvedType;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.ShapeException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Calls plugins while data is processed, in their class loader scope and with their failures
 * attributed to them.
 */
public final class PluginWork {

    private PluginWork() {}

    /**
     * Calls an object of a plugin.
     *
     * @param what what it does there, such as {@code "computed 'view'"}
     * @throws SoraException what the plugin threw, or an exception that names the plugin and the
     *     place
     */
    public static <R> R call(Plan plan, ResolvedType<?> planned, String what, Supplier<R> action) {
        return PluginScope.call(
                planned.plugin().loader(),
                action,
                thrown -> {
                    throw failure(plan, planned, what, thrown);
                });
    }

    private static RuntimeException failure(
            Plan plan, ResolvedType<?> planned, String what, Throwable thrown) {
        if (thrown instanceof SoraException known) {
            return placed(known, plan.manifest().where(planned.path()));
        }
        if (thrown instanceof ShapeException refused) {
            return refused;
        }
        if (thrown instanceof InterruptedRunException stopped) {
            return stopped;
        }
        return new SoraException(
                List.of(
                        Problem.of(
                                        "SORA-3903",
                                        "'%s' of plugin '%s' failed while it %s"
                                                .formatted(
                                                        planned.type().descriptor().name(),
                                                        planned.plugin().name(),
                                                        what))
                                .where(plan.manifest().where(planned.path()))
                                .have(thrown.toString())
                                .fix(
                                        "check its settings; if they are right, report it to the"
                                                + " plugin's authors; --verbose shows more")),
                thrown);
    }

    /** Adds the place in the manifest to problems of the data as a whole, which have none. */
    private static SoraException placed(SoraException thrown, String place) {
        boolean whole = thrown.problems().stream().allMatch(p -> p.where().isEmpty());
        return whole && thrown instanceof DataException
                ? new DataException(thrown.problems().get(0).where(place), thrown)
                : thrown;
    }

    /** Calls an object of a plugin without a result. */
    public static void run(Plan plan, ResolvedType<?> planned, String what, Runnable action) {
        call(
                plan,
                planned,
                what,
                () -> {
                    action.run();
                    return null;
                });
    }
}
