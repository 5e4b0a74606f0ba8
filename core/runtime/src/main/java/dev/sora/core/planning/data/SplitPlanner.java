// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.data;

import dev.sora.core.host.Nearest;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.DataPlan;
import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.HeldOut.By;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.data.ColumnType;
import dev.sora.data.Schema;
import dev.sora.problem.Problem;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans how validation and test are taken out of the training data. */
public final class SplitPlanner {

    private static final Set<ColumnType> VALUES =
            Set.of(
                    ColumnType.TEXT,
                    ColumnType.INTEGER,
                    ColumnType.NUMBER,
                    ColumnType.BOOLEAN,
                    ColumnType.TIME);
    private static final Set<ColumnType> ORDERED =
            Set.of(ColumnType.TEXT, ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.TIME);

    private static final String SAMPLE = "sample";

    private final SettingsChecker settings;
    private final PlanProblems problems;

    SplitPlanner(SettingsChecker settings, PlanProblems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Returns whether a section describes a split of the training data and not a source. */
    boolean isSplit(Section part) {
        return !part.has("type")
                && (CoreSettings.SPLIT.stream().anyMatch(setting -> part.has(setting.name()))
                        || isMisspelt(part));
    }

    /** Returns whether all keys are similar to those of a split, so that no source is meant. */
    private boolean isMisspelt(Section part) {
        List<String> names = CoreSettings.SPLIT.stream().map(Setting::name).toList();
        return !part.values().isEmpty()
                && part.values().keySet().stream()
                        .allMatch(
                                key ->
                                        Nearest.of(key, names)
                                                .filter(n -> near(key, n))
                                                .isPresent());
    }

    /** 'folder', which a source may have, is not 'fold' written wrongly. */
    private static boolean near(String key, String name) {
        return Math.abs(key.length() - name.length()) <= 1;
    }

    /** Plans one split; empty if its description is wrong, which adds a problem. */
    Optional<HeldOut> plan(Section part) {
        int before = problems.count();
        Settings read = settings.read(part, List.of(), CoreSettings.SPLIT);
        if (problems.count() > before) {
            return Optional.empty();
        }
        List<String> ways =
                given(part, CoreSettings.FRACTION, CoreSettings.HELD, CoreSettings.FOLDS);
        if (part.has(CoreSettings.COLUMN.name()) || part.has(CoreSettings.VALUES.name())) {
            ways.add(CoreSettings.COLUMN.name());
        }
        boolean fold = part.has(CoreSettings.FOLD.name()) && !ways.contains("folds");
        if (ways.size() != 1 || fold) {
            return wrong(
                    part,
                    ways.isEmpty()
                            ? "'%s' does not say how large the part is".formatted(part.path())
                            : "'%s' says in several ways what the part is".formatted(part.path()),
                    "fraction, or count, or folds and fold, or column and values",
                    String.join(", ", part.values().keySet()),
                    !ways.isEmpty()
                            ? "keep one of these ways, and remove the keys of the others"
                            : fold
                                    ? "add how many folds there are, such as 'folds: 5'"
                                    : "add how large it is, such as 'fraction: 0.1'");
        }
        return switch (ways.get(0)) {
            case "fraction", "count" -> share(part, read);
            case "folds" -> fold(part, read);
            default -> values(part, read);
        };
    }

    private Optional<HeldOut> share(Section part, Settings read) {
        return by(
                        part,
                        read,
                        List.of(CoreSettings.STRATIFY, CoreSettings.GROUP, CoreSettings.LATEST))
                .map(
                        by ->
                                read.find(CoreSettings.HELD)
                                        .<HeldOut>map(
                                                count -> new HeldOut.Count(count, by.by, by.column))
                                        .orElseGet(
                                                () ->
                                                        new HeldOut.Share(
                                                                read.find(CoreSettings.FRACTION)
                                                                        .orElseThrow(),
                                                                by.by,
                                                                by.column)));
    }

    private Optional<HeldOut> fold(Section part, Settings read) {
        if (!part.has(CoreSettings.FOLD.name())) {
            return wrong(
                    part,
                    "'%s' does not say which fold is the part".formatted(part.path()),
                    "folds and fold, such as {folds: 5, fold: 0}",
                    String.join(", ", part.values().keySet()),
                    "add 'fold: 0', or another that is below 'folds'");
        }
        long folds = read.find(CoreSettings.FOLDS).orElseThrow();
        long fold = read.find(CoreSettings.FOLD).orElseThrow();
        if (fold >= folds) {
            problems.at(
                    part.path(CoreSettings.FOLD.name()),
                    ManifestCode.SPLIT
                            .problem("there is no such fold")
                            .needs("0 to %d, as folds are counted from 0".formatted(folds - 1))
                            .have(Long.toString(fold))
                            .fix("name one of these, or raise 'folds'"));
            return Optional.empty();
        }
        return by(part, read, List.of(CoreSettings.STRATIFY, CoreSettings.GROUP))
                .map(by -> new HeldOut.Fold((int) folds, (int) fold, by.by, by.column));
    }

    private Optional<HeldOut> values(Section part, Settings read) {
        Optional<String> column = read.find(CoreSettings.COLUMN);
        Optional<List<String>> values = read.find(CoreSettings.VALUES);
        if (column.isEmpty() || values.isEmpty() || values.get().isEmpty()) {
            return wrong(
                    part,
                    "'%s' does not say which values make up the part".formatted(part.path()),
                    "column and values, such as {column: split, values: [dev]}",
                    String.join(", ", part.values().keySet()),
                    column.isEmpty()
                            ? "add 'column: …', the column of the values"
                            : "add 'values: […]', those of the records that are held out");
        }
        return by(part, read, List.of()).map(by -> new HeldOut.Values(column.get(), values.get()));
    }

    private record Chosen(By by, Optional<String> column) {}

    /** Returns the column that decides, and its role; not every role is allowed with every size. */
    private Optional<Chosen> by(Section part, Settings read, List<Setting<String>> allowed) {
        List<Setting<String>> all =
                List.of(CoreSettings.STRATIFY, CoreSettings.GROUP, CoreSettings.LATEST);
        List<Setting<String>> used = all.stream().filter(s -> read.find(s).isPresent()).toList();
        if (used.size() > 1 || !allowed.containsAll(used)) {
            String needs =
                    allowed.isEmpty()
                            ? "column and values alone"
                            : "at most one of "
                                    + String.join(
                                            ", ", allowed.stream().map(Setting::name).toList());
            wrong(
                    part,
                    "'%s' combines keys that exclude each other".formatted(part.path()),
                    needs,
                    String.join(", ", used.stream().map(Setting::name).toList()),
                    allowed.containsAll(used)
                            ? "keep one of these, and remove the others"
                            : "remove "
                                    + used.stream()
                                            .filter(setting -> !allowed.contains(setting))
                                            .map(setting -> "'" + setting.name() + "'")
                                            .collect(Collectors.joining(" and ")));
            return Optional.empty();
        }
        if (used.isEmpty()) {
            return Optional.of(new Chosen(By.CHANCE, Optional.empty()));
        }
        By by = List.of(By.STRATA, By.GROUPS, By.ORDER).get(all.indexOf(used.get(0)));
        return Optional.of(new Chosen(by, read.find(used.get(0))));
    }

    private Optional<HeldOut> wrong(
            Section part, String message, String needs, String have, String fix) {
        Problem problem = ManifestCode.SPLIT.problem(message).needs(needs).have(have).fix(fix);
        problems.at(part.path(), problem);
        return Optional.empty();
    }

    private static List<String> given(Section part, Setting<?>... settings) {
        List<String> given = new ArrayList<>();
        for (Setting<?> setting : settings) {
            if (part.has(setting.name())) {
                given.add(setting.name());
            }
        }
        return given;
    }

    /** Plans which training records are used. */
    Optional<DataPlan.Sample> sample(Section data, Map<String, Schema> schemas) {
        if (data.values().get(SAMPLE) == null) {
            return Optional.empty();
        }
        int before = problems.count();
        Optional<Settings> read =
                data.section(SAMPLE, "each and column: {each: 20, column: label}", problems)
                        .map(section -> settings.read(section, List.of(), CoreSettings.SAMPLE));
        if (problems.count() > before) {
            return Optional.empty();
        }
        String column = read.orElseThrow().get(CoreSettings.SAMPLED_BY);
        Schema train = schemas.get("train");
        if (train != null) {
            new ColumnChecker(Map.of("train", train), problems)
                    .checkColumn("data.sample." + CoreSettings.SAMPLED_BY.name(), column, VALUES);
        }
        return Optional.of(new DataPlan.Sample(read.orElseThrow().get(CoreSettings.EACH), column));
    }

    /** Checks the column of a split against the known columns of the training data. */
    void check(String part, HeldOut split, Map<String, Schema> schemas) {
        Schema train = schemas.get("train");
        if (train == null || split.column().isEmpty()) {
            return;
        }
        String key = key(split);
        new ColumnChecker(Map.of("train", train), problems)
                .checkColumn(
                        "data.%s.%s".formatted(part, key),
                        split.column().get(),
                        key.equals(CoreSettings.LATEST.name()) ? ORDERED : VALUES);
    }

    private static String key(HeldOut split) {
        return switch (split.by()) {
            case STRATA -> CoreSettings.STRATIFY.name();
            case GROUPS -> CoreSettings.GROUP.name();
            case ORDER -> CoreSettings.LATEST.name();
            case CHANCE -> CoreSettings.COLUMN.name();
        };
    }

    /** Returns a split as it is written in a manifest. */
    public static Map<String, Object> tree(HeldOut split) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (split instanceof HeldOut.Share share) {
            tree.put(CoreSettings.FRACTION.name(), share.fraction());
            share.column().ifPresent(column -> tree.put(key(split), column));
        } else if (split instanceof HeldOut.Count count) {
            tree.put(CoreSettings.HELD.name(), count.count());
            count.column().ifPresent(column -> tree.put(key(split), column));
        } else if (split instanceof HeldOut.Fold fold) {
            tree.put(CoreSettings.FOLDS.name(), (long) fold.folds());
            tree.put(CoreSettings.FOLD.name(), (long) fold.fold());
            fold.column().ifPresent(column -> tree.put(key(split), column));
        } else if (split instanceof HeldOut.Values values) {
            tree.put(CoreSettings.COLUMN.name(), values.name());
            tree.put(CoreSettings.VALUES.name(), values.values());
        }
        return tree;
    }
}
