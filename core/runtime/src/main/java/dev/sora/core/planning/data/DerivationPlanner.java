// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.PluginCalls;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.data.Schema;
import dev.sora.setting.Settings;
import dev.sora.source.Derivation;
import dev.sora.source.DerivationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans how records are derived from the rows of sources. */
final class DerivationPlanner {

    private static final String KEY = "derive";

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PluginCalls calls;
    private final PlanProblems problems;

    DerivationPlanner(
            TypeFinder types, SettingsChecker settings, PluginCalls calls, PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.calls = calls;
        this.problems = problems;
    }

    /** Plans the derivation; empty if there is none, or if it is wrong, which adds a problem. */
    Optional<DataPlan.Derived> plan(Section data) {
        if (data.values().get(KEY) == null) {
            return Optional.empty();
        }
        return Section.typed(
                        data.path(KEY),
                        data.values().get(KEY),
                        "the type and settings of a derivation",
                        problems)
                .flatMap(
                        section ->
                                types.find(DerivationType.KIND, section)
                                        .flatMap(found -> of(section, found)));
    }

    private Optional<DataPlan.Derived> of(Section section, Found found) {
        int before = problems.count();
        DerivationType type = (DerivationType) found.type();
        Settings read = settings.read(section, List.of("type"), type.descriptor().settings());
        if (problems.count() > before) {
            return Optional.empty();
        }
        return calls.call(found, section.path(), () -> type.create(read))
                .map(
                        derivation ->
                                new DataPlan.Derived(
                                        new ResolvedType<>(
                                                section.path(), type, found.plugin(), read),
                                        derivation));
    }

    /** Replaces the known columns of rows by those of the records, after a check of the former. */
    static void columns(
            DataPlan.Derived plan,
            Map<String, Schema> schemas,
            PluginCalls calls,
            PlanProblems problems) {
        int before = problems.count();
        new ColumnChecker(schemas, problems).check(plan.planned());
        boolean right = problems.count() == before;
        for (String part : DataPlanner.PARTS) {
            Schema rows = schemas.remove(part);
            if (rows != null && right) {
                calls.call(
                                plan.planned().type(),
                                plan.planned().plugin(),
                                plan.planned().path(),
                                () -> plan.derivation().schema(rows))
                        .ifPresent(records -> schemas.put(part, records));
            }
        }
    }

    /** Checks that a manifest does not divide records that the derivation divides. */
    static void checkParts(Section data, PlanProblems problems) {
        for (String part : List.of("validation", "test")) {
            if (data.values().get(part) != null) {
                problems.atKey(
                        data.path(part),
                        ManifestCode.DERIVED_PARTS
                                .problem(
                                        "'data.%s' cannot be chosen beside 'data.derive', which divides the records"
                                                .formatted(part))
                                .needs(
                                        "parts that do not overlap, so that nothing is learned from the test")
                                .fix(
                                        "remove 'data.%s', and divide with the settings of 'data.derive'"
                                                .formatted(part)));
            }
        }
    }

    /** Returns how a derivation divides the training data, if it does. */
    static Optional<Derivation.Parts> parts(DataPlan.Derived plan, PluginCalls calls) {
        return calls.call(
                        plan.planned().type(),
                        plan.planned().plugin(),
                        plan.planned().path(),
                        () -> plan.derivation().parts())
                .flatMap(found -> found);
    }

    /** Returns how one part is held out, if the derivation has it. */
    static Optional<HeldOut> held(Derivation.Parts parts, String part) {
        return parts.heldOut().contains(part)
                ? Optional.of(new HeldOut.Values(parts.column(), List.of(part)))
                : Optional.empty();
    }
}
