// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.settings;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.Finding;
import dev.sora.core.host.Finding.Ambiguous;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.host.Finding.Malformed;
import dev.sora.core.host.Finding.Unknown;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.TypeReference;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.plugin.Kind;
import dev.sora.problem.Problem;
import dev.sora.setting.SettingTypes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the types that a manifest names. */
public final class TypeFinder {

    private final Catalogue catalogue;
    private final PlanProblems problems;

    public TypeFinder(Catalogue catalogue, PlanProblems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /** Finds the type that a section names with {@code type}, or adds a problem. */
    public Optional<Found> find(Kind kind, Section section) {
        Object type = section.values().get("type");
        if (type == null) {
            String at = section.path("type");
            problems.atKey(
                    problems.isGiven(at) ? at : section.path(),
                    ManifestCode.MISSING_KEY
                            .problem(
                                    section.path().isEmpty()
                                            ? "the %s needs 'type'".formatted(kind.word())
                                            : "'%s' needs 'type'".formatted(section.path()))
                            .needs("the type of the " + kind.word())
                            .have(String.join(", ", catalogue.names(kind)))
                            .fix(
                                    section.values().keySet().stream()
                                            .filter(key -> isType(key))
                                            .findFirst()
                                            .map("write 'type' instead of '%s'"::formatted)
                                            .orElse(problems.give(at, "type: …"))));
            return Optional.empty();
        }
        if (!(type instanceof String text)) {
            problems.at(
                    section.path("type"),
                    ManifestCode.WRONG_VALUE
                            .problem("'%s' is not a valid name".formatted(section.path("type")))
                            .needs("the name of a type")
                            .have(SettingTypes.describeValue(type))
                            .fix("name one of: " + String.join(", ", catalogue.names(kind))));
            return Optional.empty();
        }
        return find(kind, text, section.path("type"));
    }

    private boolean isType(String key) {
        return !key.equals("type") && problems.nearest(key, List.of("type")).isPresent();
    }

    /** Finds a type by its name, or adds a problem at a path. */
    public Optional<Found> find(Kind kind, String text, String path) {
        Finding finding = catalogue.find(kind, text);
        if (finding instanceof Found found) {
            return Optional.of(found);
        }
        problems.at(path, problem(kind, text, finding));
        return Optional.empty();
    }

    private Problem problem(Kind kind, String text, Finding finding) {
        if (finding instanceof Malformed) {
            return ManifestCode.TYPE_FORM
                    .problem("'%s' does not name a type".formatted(text))
                    .needs("name, plugin/name or plugin/name@[1.2,2)")
                    .fix(form(kind, text));
        }
        if (finding instanceof Ambiguous ambiguous) {
            return ManifestCode.AMBIGUOUS_TYPE
                    .problem(
                            "%d plugins offer the %s '%s'"
                                    .formatted(
                                            names(ambiguous.plugins()).size(),
                                            kind.word(),
                                            ambiguous.reference().name()))
                    .have(
                            ambiguous.plugins().stream()
                                    .map(p -> "%s %s (%s)".formatted(p.name(), p.version(), jar(p)))
                                    .collect(Collectors.joining(", ")))
                    .fix(
                            "say which: "
                                    + names(ambiguous.plugins()).stream()
                                            .map(p -> p + "/" + ambiguous.reference().name())
                                            .collect(Collectors.joining("   or: ")));
        }
        return unknown(kind, (Unknown) finding);
    }

    private String form(Kind kind, String text) {
        int at = text.indexOf('@');
        if (at > 0 && TypeReference.parse(text.substring(0, at)).isPresent()) {
            String name = text.substring(0, at);
            return "write '%s@1.2' for 1.2 or later, '%s@[1.2,2)' for a range, or '%s' alone"
                    .formatted(name, name, name);
        }
        List<String> names = catalogue.names(kind);
        return problems.didYouMean(text, names, "name one of: " + String.join(", ", names));
    }

    /**
     * Returns a problem that names the plugins which offer a type that the named plugin does not
     * offer.
     */
    private Optional<Problem> byOthers(Kind kind, Unknown unknown) {
        String name = unknown.reference().name();
        List<String> others =
                names(
                        catalogue.types(kind).stream()
                                .filter(e -> e.type().descriptor().name().equals(name))
                                .map(Catalogue.Entry::plugin)
                                .toList());
        return unknown.reference().plugin().isEmpty() || others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        (unknown.plugins().isEmpty()
                                        ? ManifestCode.UNKNOWN_PLUGIN
                                        : ManifestCode.UNKNOWN_TYPE)
                                .problem(
                                        (unknown.plugins().isEmpty()
                                                        ? "no plugin '%s' is installed"
                                                        : "the plugin '%s' offers no "
                                                                + kind.word()
                                                                + " '"
                                                                + name
                                                                + "'")
                                                .formatted(unknown.reference().plugin().get()))
                                .have("'%s' of %s".formatted(name, String.join(", ", others)))
                                .fix(
                                        others.stream()
                                                .map(plugin -> "'" + plugin + "/" + name + "'")
                                                .collect(
                                                        Collectors.joining(" or ", "write ", ""))));
    }

    private Problem unknown(Kind kind, Unknown unknown) {
        String name = unknown.reference().name();
        if (!unknown.otherVersions().isEmpty()) {
            return ManifestCode.TYPE_VERSION
                    .problem(
                            "no installed version of the plugin offers the %s '%s' as asked for"
                                    .formatted(kind.word(), name))
                    .have(
                            unknown.otherVersions().stream()
                                    .map(p -> p.name() + " " + p.version())
                                    .collect(Collectors.joining(", ")))
                    .fix(
                            "write '%s/%s@%s', or install another version: sora plugin install %s@VERSION"
                                    .formatted(
                                            unknown.otherVersions().get(0).name(),
                                            name,
                                            unknown.otherVersions().get(0).version(),
                                            unknown.otherVersions().get(0).name()));
        }
        Optional<Problem> byOthers = byOthers(kind, unknown);
        if (byOthers.isPresent()) {
            return byOthers.get();
        }
        if (unknown.reference().plugin().isPresent() && unknown.plugins().isEmpty()) {
            String plugin = unknown.reference().plugin().get();
            List<String> there = names(catalogue.plugins());
            return ManifestCode.UNKNOWN_PLUGIN
                    .problem("no plugin '%s' is installed".formatted(plugin))
                    .have(String.join(", ", there))
                    .fix(
                            problems.didYouMean(
                                    plugin,
                                    there,
                                    bring(unknown, "sora plugin install " + plugin)));
        }
        if (!unknown.otherKinds().isEmpty() && unknown.bringer().isEmpty()) {
            Kind other = unknown.otherKinds().get(0);
            return ManifestCode.OTHER_KIND
                    .problem("'%s' is %s, not %s".formatted(name, article(other), article(kind)))
                    .needs(article(kind) + ": " + String.join(", ", unknown.offered()))
                    .fix(otherSection(other));
        }
        String nearest = unknown.nearest().map(n -> "did you mean '" + n + "'?").orElse("");
        return ManifestCode.UNKNOWN_TYPE
                .problem("no installed plugin offers the %s '%s'".formatted(kind.word(), name))
                .have(unknown.offered().isEmpty() ? "none" : String.join(", ", unknown.offered()))
                .fix(
                        unknown.bringer().isPresent()
                                ? bring(unknown, "")
                                : !nearest.isEmpty()
                                        ? nearest
                                        : unknown.offered().isEmpty()
                                                ? "look for a plugin that offers it: sora plugin"
                                                        + " search "
                                                        + name
                                                : "name one of these, or look for a plugin that"
                                                        + " offers it: sora plugin search "
                                                        + name);
    }

    private static String bring(Unknown unknown, String otherwise) {
        return unknown.bringer()
                .map(
                        b ->
                                "the plugin '%s' offers it: sora plugin install %s"
                                        .formatted(
                                                b.plugin(),
                                                b.jar().isEmpty() ? b.plugin() : b.jar()))
                .orElse(otherwise);
    }

    private static String otherSection(Kind kind) {
        return ManifestKind.of(kind)
                .map(ManifestKind::remedy)
                .orElse("no key of a manifest accepts %s".formatted(article(kind)));
    }

    public static String article(Kind kind) {
        String word = kind.word();
        return ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
    }

    private static List<String> names(List<OfferedPlugin> plugins) {
        return plugins.stream().map(OfferedPlugin::name).distinct().sorted().toList();
    }

    private static String jar(OfferedPlugin plugin) {
        int cut = Math.max(plugin.location().lastIndexOf('/'), plugin.location().lastIndexOf('\\'));
        return plugin.location().substring(cut + 1);
    }
}
