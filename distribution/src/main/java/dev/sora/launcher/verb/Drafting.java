// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.host.Nearest;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.Description;
import dev.sora.launcher.describe.AppliedFixes;
import dev.sora.launcher.describe.DescriptionText;
import dev.sora.launcher.describe.Draft;
import dev.sora.launcher.describe.Finding;
import dev.sora.launcher.describe.Findings;
import dev.sora.launcher.describe.Target;
import dev.sora.launcher.show.Style;
import dev.sora.particle.InputType;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drafts a manifest from data, for the verbs that begin with data. */
final class Drafting {

    private static final String CLASSES = "classes";
    private static final String NUMBER = "number";

    private Drafting() {}

    /**
     * A draft.
     *
     * @param manifest the manifest as YAML
     * @param target the column to predict
     * @param assumptions sentences that say how the target, and columns of which it is doubtful,
     *     are read
     * @param findings what else to know of the data, as {@code sora describe} reports it
     * @param applied which of the findings the manifest has dealt with
     */
    record Drafted(
            String manifest,
            Target target,
            List<String> assumptions,
            List<Finding> findings,
            AppliedFixes applied) {

        /** Returns the findings as lines; empty if there are none. */
        List<String> lines(boolean colour) {
            return findings.isEmpty()
                    ? List.of()
                    : List.of(
                            Style.STRONG.on("to look at", colour),
                            DescriptionText.of(findings, applied::has, colour));
        }
    }

    /**
     * Describes data and drafts a manifest.
     *
     * @param name the column to predict
     * @param as how its values are taken, {@code classes} or {@code number}; by rules if null
     * @param base the folder of the manifest
     * @throws DataException if the column cannot be predicted, or from nothing
     */
    static Drafted draft(
            Session session, Path source, String name, @Nullable String as, Path base) {
        if (as != null && !as.equals(CLASSES) && !as.equals(NUMBER)) {
            throw new SoraException(
                    Problem.of("SORA-1004", "'%s' does not fit --as".formatted(as))
                            .needs("classes or number")
                            .fix("write --as classes, or --as number"));
        }
        session.warn(session.backend().host());
        Description described =
                session.backend().sora().describe(source, Long.MAX_VALUE, session.display());
        Target rules = target(name, described, Target.of(described.train().profile()));
        Target target = as == null ? rules : taken(rules, as);
        return draft(session, described, target, base)
                .map(text -> drafted(text, described, target))
                .orElseThrow(
                        () ->
                                new DataException(
                                        Problem.of(
                                                        "SORA-4755",
                                                        "the data has no column to predict '%s' from"
                                                                .formatted(name))
                                                .where(source.toString())
                                                .fix(
                                                        "sora describe says why columns are left out")));
    }

    private static Drafted drafted(String manifest, Description described, Target target) {
        AppliedFixes applied = new AppliedFixes(described, target);
        return new Drafted(
                manifest,
                target,
                assumptions(described, target),
                applied.withoutRemarks(Findings.of(described, Optional.of(target))),
                applied);
    }

    private static List<String> assumptions(Description described, Target target) {
        List<String> all = new ArrayList<>(List.of(target.assumption()));
        all.addAll(Draft.remarks(described, target));
        return List.copyOf(all);
    }

    private static Target taken(Target target, String as) {
        boolean classes = as.equals(CLASSES);
        return (classes ? target.asClasses() : target.asNumber())
                .orElseThrow(
                        () ->
                                new DataException(
                                        Problem.of(
                                                        "SORA-4754",
                                                        "the values of the column '%s' are no %s"
                                                                .formatted(
                                                                        target.column().name(),
                                                                        classes
                                                                                ? CLASSES
                                                                                : "numbers"))
                                                .where("--as " + as)
                                                .needs(
                                                        classes
                                                                ? "2 to 1000 different values, texts"
                                                                        + " or integers"
                                                                : "a column of numbers")
                                                .have(
                                                        "%s, %d different values"
                                                                .formatted(
                                                                        target.column().meaning(),
                                                                        target.column().distinct()))
                                                .fix("leave --as out")));
    }

    /** Drafts a manifest for described data; empty if no column can be an input. */
    static Optional<String> draft(
            Session session, Description described, Target target, Path base) {
        return Draft.of(described, target, base, inputTypes(session));
    }

    /**
     * Returns a column as target.
     *
     * @param targets the columns that could be one
     * @throws DataException if it does not exist or cannot be one
     */
    static Target target(String target, Description described, List<Target> targets) {
        Optional<ColumnProfile> column = described.train().profile().column(target);
        if (column.isEmpty()) {
            List<String> names =
                    described.train().profile().columns().stream()
                            .map(ColumnProfile::name)
                            .limit(60)
                            .toList();
            throw new DataException(
                    Problem.of("SORA-4753", "the data has no column '%s'".formatted(target))
                            .where("--target " + target)
                            .have(String.join(", ", names))
                            .fix(
                                    Nearest.of(target, names)
                                            .map("did you mean '%s'?"::formatted)
                                            .orElse("name one of these columns")));
        }
        return Target.of(column.get()).orElseThrow(() -> unfit(column.get(), described, targets));
    }

    private static DataException unfit(
            ColumnProfile column, Description described, List<Target> targets) {
        Target.Obstacle obstacle = Target.obstacle(column, Draft.isCsv(described));
        String others =
                targets.stream()
                        .limit(10)
                        .map(target -> target.column().name())
                        .collect(Collectors.joining(", "));
        String another = others.isEmpty() ? "" : "name another column, such as " + others;
        return new DataException(
                Problem.of(
                                "SORA-4754",
                                "the column '%s' cannot be a target".formatted(column.name()))
                        .where("--target " + column.name())
                        .needs("2 to 1000 classes, or numbers that differ")
                        .have(obstacle.reason())
                        .fix(
                                !obstacle.fix().isEmpty()
                                        ? obstacle.fix()
                                        : another.isEmpty() ? "use other data" : another));
    }

    private static Set<String> inputTypes(Session session) {
        return session.backend().host().offers().stream()
                .map(OfferedPlugin::types)
                .flatMap(List::stream)
                .filter(type -> type.kind().equals(InputType.KIND))
                .map(type -> type.descriptor().name())
                .collect(Collectors.toSet());
    }
}
