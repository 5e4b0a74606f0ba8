// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.combiner.CombinerType;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.plan.TakenNode;
import dev.sora.core.plan.TiedParameter;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.Kind;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the keys of nodes about their weights: how they are trained, and which node owns them. */
final class NodeKeyReader {

    /** The keys that state the origin of the weights. */
    private static final List<String> ORIGINS = List.of("same_as", "package", "node", "pretrained");

    private static final List<String> TRAINED = List.of("frozen", "learning_rate");

    private final SettingsChecker settings;
    private final TakenNodes packages;
    private final PretrainedFiles files;
    private final PlanProblems problems;

    NodeKeyReader(SettingsChecker settings, TakenNodes packages, PlanProblems problems) {
        this.settings = settings;
        this.packages = packages;
        this.files = new PretrainedFiles(problems);
        this.problems = problems;
    }

    private static List<Setting<?>> settings(Kind kind) {
        return ManifestKind.keys(kind).stream().filter(CoreSettings.WEIGHTS::contains).toList();
    }

    /** Returns a section's values without the keys of core about the node's weights. */
    static Map<String, Object> withoutOwn(Map<String, Object> values) {
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(ORIGINS);
        rest.keySet().removeAll(TRAINED);
        return rest;
    }

    /** Reads the keys about the training of a node's weights, whatever their origin. */
    NodeKeys trained(Kind kind, Section section) {
        Settings own = settings.own(section, settings(kind));
        return new NodeKeys(
                        own.find(CoreSettings.FROZEN).orElse(false),
                        own.find(CoreSettings.LEARNING_RATE).orElse(1.0),
                        Optional.empty(),
                        Optional.empty())
                .tiedTo(tied(section, own));
    }

    /** Reads the keys of a node that owns its weights or takes them from a package. */
    NodeKeys read(Kind kind, Section section) {
        Settings own = settings.own(section, settings(kind));
        return new NodeKeys(
                        own.find(CoreSettings.FROZEN).orElse(false),
                        own.find(CoreSettings.LEARNING_RATE).orElse(1.0),
                        Optional.empty(),
                        taken(kind, section, own))
                .tiedTo(tied(section, own));
    }

    private Map<String, TiedParameter> tied(Section section, Settings own) {
        Map<String, TiedParameter> tied = new LinkedHashMap<>();
        Map<?, ?> given = own.find(CoreSettings.TIED).orElse(Map.of());
        given.forEach(
                (name, value) -> {
                    Optional<TiedParameter> other = TiedParameter.of(String.valueOf(value));
                    if (other.isPresent()) {
                        tied.put(String.valueOf(name), other.get());
                    } else {
                        problems.at(
                                section.path(CoreSettings.TIED.name()),
                                ManifestCode.SHARED
                                        .problem("'%s' names no parameter".formatted(value))
                                        .needs("node.parameter, such as words.weight")
                                        .fix("name the node and its parameter"));
                    }
                });
        return tied;
    }

    /** Checks that nodes whose parameters outputs use are particles or combiners. */
    static void checkTied(Collection<NodeDefinition> drafts, PlanProblems problems) {
        Map<String, NodeDefinition> others = new LinkedHashMap<>();
        drafts.stream()
                .filter(d -> d.is(ParticleType.KIND) || d.is(CombinerType.KIND))
                .forEach(d -> others.put(d.name(), d));
        for (NodeDefinition draft : drafts) {
            for (TiedParameter tied : draft.keys().tied().values()) {
                if (!others.containsKey(tied.node())) {
                    problems.at(
                            draft.path() + "." + CoreSettings.TIED.name(),
                            ManifestCode.SHARED
                                    .problem(
                                            "no particle or combiner is called '%s'"
                                                    .formatted(tied.node()))
                                    .have(
                                            others.isEmpty()
                                                    ? "none"
                                                    : String.join(", ", others.keySet()))
                                    .fix(
                                            problems.didYouMean(
                                                    tied.node(),
                                                    others.keySet(),
                                                    "name one of these, or remove 'tied'")));
                }
            }
        }
    }

    private Optional<TakenNode> taken(Kind kind, Section section, Settings own) {
        Optional<Path> file = own.find(CoreSettings.PACKAGE);
        if (file.isEmpty()) {
            if (own.find(CoreSettings.NODE).isPresent() && !section.has("package")) {
                SettingsChecker.missing(
                        section.path(), "package", "the model package that has the node", problems);
            }
            return Optional.empty();
        }
        String name =
                own.find(CoreSettings.NODE)
                        .orElse(section.path().substring(section.path().lastIndexOf('.') + 1));
        return packages.take(kind, section, file.get(), name);
    }

    /** Adds the file of another program that a node's weights start from, if it names one. */
    NodeKeys withFile(Kind kind, Section section, Optional<Found> found, NodeKeys own) {
        if (!ManifestKind.has(kind, CoreSettings.PRETRAINED)
                || !section.has(CoreSettings.PRETRAINED.name())
                || own.sameAs().isPresent()) {
            return own;
        }
        Map<String, String> names =
                found.filter(f -> f.type() instanceof ParticleType)
                        .map(f -> ((ParticleType) f.type()).checkpointNames())
                        .orElse(Map.of());
        return settings.own(section, settings(kind))
                .find(CoreSettings.PRETRAINED)
                .flatMap(given -> files.read(section, given, names))
                .map(own::with)
                .orElse(own);
    }

    /** Adds a problem for each key that belongs to the node whose weights are used. */
    NodeKeys shared(Section section, String owner) {
        for (String key : List.of("frozen", "learning_rate", "package", "node", "pretrained")) {
            if (section.has(key)) {
                problems.atKey(
                        section.path(key),
                        ManifestCode.SHARED
                                .problem(
                                        "'%s' has no weights of its own: it uses those of '%s'"
                                                .formatted(section.path(), owner))
                                .have(key)
                                .fix("set it on '%s', or remove it".formatted(owner)));
            }
        }
        return new NodeKeys(false, 1, Optional.of(owner), Optional.empty());
    }
}
