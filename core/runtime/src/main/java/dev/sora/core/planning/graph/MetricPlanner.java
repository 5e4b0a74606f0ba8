// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.host.Finding;
import dev.sora.core.host.Finding.Ambiguous;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.Node.NamedMetric;
import dev.sora.core.plan.ResolvedType;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.metric.MetricType;
import dev.sora.metric.Outcome;
import dev.sora.particle.OutputType;
import dev.sora.problem.Problem;
import dev.sora.setting.SettingTypes;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the metrics of outputs. */
final class MetricPlanner {

    private static final List<String> COMMON = List.of("type", "name");

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final PlanProblems problems;

    MetricPlanner(TypeFinder types, SettingsChecker settings, PlanProblems problems) {
        this.types = types;
        this.settings = settings;
        this.problems = problems;
    }

    /**
     * Plans the metrics of an output: those that its section names, otherwise the defaults of its
     * type.
     */
    List<NamedMetric> plan(Section section, Found output) {
        OutputType type = (OutputType) output.type();
        Object given = section.values().get("metrics");
        List<NamedMetric> metrics = new ArrayList<>();
        if (given == null) {
            for (String name : type.defaultMetrics()) {
                byDefault(section, output, name).ifPresent(metrics::add);
            }
            return metrics;
        }
        String path = section.path("metrics");
        List<?> items = given instanceof List<?> list ? list : List.of(given);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            String at = given instanceof List ? path + "[" + i + "]" : path;
            Optional<NamedMetric> metric = one(at, items.get(i), type.outcome(), output);
            if (metric.isPresent() && !names.add(metric.get().name())) {
                problems.at(
                        at,
                        ManifestCode.METRIC_TWICE
                                .problem(
                                        "two metrics of '%s' are reported as '%s'"
                                                .formatted(section.path(), metric.get().name()))
                                .fix(
                                        items.indexOf(items.get(i)) < i
                                                ? "remove one of them"
                                                : "give one of them another 'name': {type: %s, name: …}"
                                                        .formatted(
                                                                metric.get()
                                                                        .planned()
                                                                        .type()
                                                                        .descriptor()
                                                                        .name())));
            }
            metric.ifPresent(metrics::add);
        }
        return metrics;
    }

    private Optional<NamedMetric> byDefault(Section section, Found output, String name) {
        // if several plugins offer a metric of that name, that of the output's plugin is used,
        // otherwise the one that measures what the output predicts
        MetricName cut = MetricName.of(name, types.catalogue());
        String own = output.plugin().name() + "/" + cut.type();
        Finding finding = types.catalogue().find(MetricType.KIND, own);
        Class<? extends Outcome> outcome = ((OutputType) output.type()).outcome();
        String text = finding instanceof Found ? own : meant(cut.type(), outcome);
        return types.find(MetricType.KIND, text, section.path("type"))
                .map(
                        found ->
                                named(
                                        section.path(),
                                        name,
                                        found,
                                        Settings.of(
                                                found.type().descriptor().settings(),
                                                cut.settings())));
    }

    private Optional<NamedMetric> one(
            String path, Object given, Class<? extends Outcome> outcome, Found output) {
        Section section;
        MetricName cut = new MetricName("", Map.of());
        String byName = null;
        if (given instanceof String name) {
            cut = MetricName.of(name, types.catalogue());
            Map<String, Object> values = new LinkedHashMap<>(cut.settings());
            values.put("type", cut.type());
            section = new Section(path, values);
            byName = cut.settings().isEmpty() ? null : unqualified(name);
        } else if (given instanceof Map) {
            section = Section.typed(path, given, "", problems).orElseThrow();
        } else {
            problems.at(
                    path,
                    ManifestCode.WRONG_VALUE
                            .problem("'%s' is not the name of a metric".formatted(path))
                            .needs("the name of a metric, or {type: …, name: …}")
                            .have(given == null ? "nothing" : SettingTypes.describeValue(given))
                            .fix("write the name of a metric, or remove it"));
            return Optional.empty();
        }
        Optional<Found> found =
                section.values().get("type") instanceof String type
                        ? types.find(
                                MetricType.KIND,
                                meant(type, outcome),
                                given instanceof String ? path : section.path("type"))
                        : types.find(MetricType.KIND, section);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        MetricType<?> type = (MetricType<?>) found.get().type();
        if (!type.outcome().isAssignableFrom(outcome)) {
            String fitting = fitting(outcome);
            problems.at(
                    path,
                    ManifestCode.METRIC_OUTCOME
                            .problem(
                                    "the metric '%s' does not measure what a '%s' predicts"
                                            .formatted(
                                                    type.descriptor().name(),
                                                    output.type().descriptor().name()))
                            .needs(fitting.isEmpty() ? "none: no installed metric does" : fitting)
                            .fix(
                                    fitting.isEmpty()
                                            ? "remove it"
                                            : "name one of these, or remove it"));
            return Optional.empty();
        }
        if (!cut.fits(type)) {
            problems.at(path, notTaken(String.valueOf(given), type));
            return Optional.empty();
        }
        Settings read = settings.read(section, COMMON, type.descriptor().settings());
        Object name =
                byName != null
                        ? byName
                        : section.values().getOrDefault("name", type.descriptor().name());
        if (!(name instanceof String text) || !Names.isMetric(text)) {
            problems.at(
                    path + ".name",
                    ManifestCode.NAME
                            .problem("this is not a valid name of a metric")
                            .needs(
                                    "letters, digits and _ . @ : = -, a letter first, at most 64;"
                                            + " not 'loss', and without the prefix 'val_'")
                            .have(SettingTypes.describeValue(name))
                            .fix("write another 'name'"));
            return Optional.empty();
        }
        return Optional.of(named(path, text, found.get(), read));
    }

    private static Problem notTaken(String given, MetricType<?> type) {
        String named = given.contains("=") ? given.replaceAll(".*@|=.*", "") : "";
        return ManifestCode.UNKNOWN_KEY
                .problem(
                        named.isEmpty()
                                ? "the metric '%s' takes no number after '@'"
                                        .formatted(type.descriptor().name())
                                : "the metric '%s' has no setting '%s'"
                                        .formatted(type.descriptor().name(), named))
                .have("'" + given + "'")
                .fix("write '%s'".formatted(given.substring(0, given.indexOf('@'))));
    }

    /** Returns, of several metrics of one name, the one that measures what the output predicts. */
    private String meant(String name, Class<? extends Outcome> outcome) {
        if (!(types.catalogue().find(MetricType.KIND, name) instanceof Ambiguous ambiguous)) {
            return name;
        }
        List<String> fitting =
                ambiguous.plugins().stream()
                        .map(plugin -> plugin.name() + "/" + name)
                        .distinct()
                        .filter(
                                text ->
                                        types.catalogue().find(MetricType.KIND, text)
                                                        instanceof Found found
                                                && ((MetricType<?>) found.type())
                                                        .outcome()
                                                        .isAssignableFrom(outcome))
                        .toList();
        return fitting.size() == 1 ? fitting.get(0) : name;
    }

    private static String unqualified(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private String fitting(Class<? extends Outcome> outcome) {
        return String.join(
                ", ",
                types.catalogue().types(MetricType.KIND).stream()
                        .filter(e -> ((MetricType<?>) e.type()).outcome().isAssignableFrom(outcome))
                        .map(e -> e.type().descriptor().name())
                        .distinct()
                        .toList());
    }

    private static NamedMetric named(String path, String name, Found found, Settings settings) {
        return new NamedMetric(
                name,
                new ResolvedType<>(path, (MetricType<?>) found.type(), found.plugin(), settings));
    }
}
