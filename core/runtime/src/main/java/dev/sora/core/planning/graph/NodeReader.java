// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning.graph;

import dev.sora.core.host.Finding.Found;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.manifest.TightKey;
import dev.sora.core.plan.NodeKeys;
import dev.sora.core.planning.graph.NodeDefinition.OutputKeys;
import dev.sora.core.planning.graph.NodeDefinition.Reference;
import dev.sora.core.planning.settings.CoreSettings;
import dev.sora.core.planning.settings.ManifestKind;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.RootKeys;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.plugin.Kind;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the sections of nodes, each independently. */
public final class NodeReader {

    static final int MAX_NODES = 4096;

    private final TypeFinder types;
    private final SettingsChecker settings;
    private final MetricPlanner metrics;
    private final NodeKeyReader keys;
    private final NodeSources sources;
    private final boolean taking;
    private final PlanProblems problems;

    /**
     * Creates a reader.
     *
     * @param taking whether nodes are taken from other packages; a package that was trained with
     *     such nodes contains them
     */
    public NodeReader(
            TypeFinder types, SettingsChecker settings, boolean taking, PlanProblems problems) {
        this.types = types;
        this.keys = new NodeKeyReader(settings, new TakenNodes(problems), problems);
        this.sources = new NodeSources(problems);
        this.taking = taking;
        this.settings = settings;
        this.metrics = new MetricPlanner(types, settings, problems);
        this.problems = problems;
    }

    /**
     * The nodes of all sections.
     *
     * @param byName in the order inputs, particles, combiners, outputs, each as in the file
     * @param whole whether every section could be read, so that an unknown name is certain to be
     *     wrong
     */
    public record Drafts(Map<String, NodeDefinition> byName, boolean whole) {}

    public Drafts read(Section manifest) {
        Map<String, NodeDefinition> drafts = new LinkedHashMap<>();
        Set<String> misnamed = RootKeys.misnamed(manifest, problems);
        boolean whole = true;
        for (ManifestKind known : ManifestKind.NODES) {
            Kind kind = known.kind();
            Optional<Section> section =
                    manifest.section(
                            known.section(), "names, each with its " + kind.word(), problems);
            whole &= section.isPresent() && !misnamed.contains(known.section());
            if (section.isPresent() && fits(section.get(), drafts.size())) {
                readAll(kind, section.get(), drafts);
            }
        }
        if (whole) {
            NodeKeyReader.checkTied(drafts.values(), problems);
        }
        return new Drafts(drafts, whole);
    }

    private boolean fits(Section section, int before) {
        int nodes = before + section.values().size();
        if (nodes > MAX_NODES) {
            problems.atKey(
                    section.path(),
                    ManifestCode.TOO_MANY_NODES
                            .problem("the graph has too many nodes")
                            .needs("at most %,d".formatted(MAX_NODES))
                            .have("%,d with these".formatted(nodes))
                            .fix(
                                    "use 'count' for many particles of one kind, or divide the"
                                            + " pipeline into several manifests"));
            return false;
        }
        return true;
    }

    private void readAll(Kind kind, Section section, Map<String, NodeDefinition> drafts) {
        SharedNodes shared = new SharedNodes(kind, drafts, problems);
        for (Map.Entry<String, Object> entry : section.values().entrySet()) {
            String name = entry.getKey();
            String path = section.path(name);
            Optional<Section> own =
                    Section.typed(
                            path,
                            entry.getValue(),
                            "the " + kind.word() + "'s type and settings",
                            problems);
            boolean named = checkName(name, path);
            NodeDefinition taken = drafts.get(name);
            if (taken != null) {
                problems.atKey(
                        path,
                        ManifestCode.NAME_TAKEN
                                .problem("two nodes are called '%s'".formatted(name))
                                .have("'%s' and '%s'".formatted(taken.path(), path))
                                .fix("rename one of them, and where it is used"));
            } else {
                Section read = own.orElse(new Section(path, Map.of()));
                boolean sound = named && own.isPresent();
                if (sound && SharedNodes.isOne(kind, read)) {
                    // keep the place; the node whose weights it uses may be read later
                    drafts.put(name, NodeDefinition.unread(name, kind, read));
                    shared.add(name, read);
                } else {
                    drafts.put(name, draft(kind, name, read, sound));
                }
            }
        }
        shared.settle((name, own, owner) -> drafts.put(name, shared(kind, name, own, owner)));
    }

    /** Reads a node that uses the weights of another node, which has been read before. */
    private NodeDefinition shared(Kind kind, String name, Section section, NodeDefinition owner) {
        int before = problems.count();
        NodeKeys own = keys.shared(section, owner.keys().sameAs().orElse(owner.name()));
        if (owner.broken()) {
            // its problems may follow from those of the other node
            return NodeDefinition.unread(name, kind, section);
        }
        return draft(kind, name, over(owner.section().values(), section), own, before);
    }

    /** Returns a section with missing values filled in from the node whose weights it uses. */
    private static Section over(Map<String, Object> values, Section section) {
        Map<String, Object> all = NodeKeyReader.withoutOwn(values);
        all.remove("from");
        all.putAll(section.values());
        return new Section(section.path(), all);
    }

    private boolean checkName(String name, String path) {
        if (Names.isNode(name)) {
            return true;
        }
        problems.atKey(
                path,
                ManifestCode.NAME
                        .problem("'%s' cannot be the name of a node".formatted(name))
                        .needs("letters, digits, _ and -, a letter first, at most 64")
                        .fix(TightKey.of(name).map(TightKey::remedy).orElse("rename it")));
        return false;
    }

    private NodeDefinition draft(Kind kind, String name, Section section, boolean sound) {
        int before = problems.count();
        if (!sound && section.values().isEmpty()) {
            return NodeDefinition.unread(name, kind, section);
        }
        NodeKeys own = taking ? keys.read(kind, section) : keys.trained(kind, section);
        if (taking && own.taken().isEmpty() && isTaken(kind, section)) {
            return NodeDefinition.unread(name, kind, section);
        }
        Section whole = own.taken().map(taken -> over(taken.values(), section)).orElse(section);
        NodeDefinition draft = draft(kind, name, whole, own, before);
        return sound ? draft : draft.asBroken();
    }

    private static boolean isTaken(Kind kind, Section section) {
        return ManifestKind.has(kind, CoreSettings.PACKAGE)
                && section.values().get(CoreSettings.PACKAGE.name()) != null;
    }

    private NodeDefinition draft(
            Kind kind, String name, Section section, NodeKeys own, int before) {
        Optional<Found> found = types.find(kind, section);
        List<String> common = common(kind);
        Settings read =
                found.map(f -> settings.read(section, common, f.type().descriptor().settings()))
                        .orElse(none());
        found.ifPresent(f -> TakenColumns.check(section, f.type(), own.taken(), read, problems));
        List<Reference> from =
                ManifestKind.has(kind, CoreSettings.FROM) ? sources.read(section) : List.of();
        int count = ManifestKind.has(kind, CoreSettings.COUNT) ? count(section) : 1;
        OutputKeys output =
                ManifestKind.has(kind, CoreSettings.METRICS)
                        ? output(section, found)
                        : OutputKeys.NONE;
        NodeKeys whole = taking ? keys.withFile(kind, section, found, own) : own;
        boolean broken = problems.count() > before;
        return new NodeDefinition(
                name, kind, section, found, read, from, count, broken, output, whole);
    }

    private OutputKeys output(Section section, Optional<Found> found) {
        double lossWeight =
                own(section, CoreSettings.LOSS_WEIGHT).find(CoreSettings.LOSS_WEIGHT).orElse(1.0);
        return new OutputKeys(
                lossWeight, found.map(f -> metrics.plan(section, f)).orElse(List.of()));
    }

    static List<String> common(Kind kind) {
        return Stream.concat(Stream.of(CoreSettings.TYPE), ManifestKind.keys(kind).stream())
                .map(Setting::name)
                .toList();
    }

    private int count(Section section) {
        return own(section, CoreSettings.COUNT).find(CoreSettings.COUNT).orElse(0L).intValue();
    }

    /** Reads one key of core from a section. */
    private Settings own(Section section, Setting<?> setting) {
        Map<String, Object> only = new LinkedHashMap<>();
        if (section.has(setting.name())) {
            only.put(setting.name(), section.values().get(setting.name()));
        }
        return settings.read(new Section(section.path(), only), List.of(), List.of(setting));
    }

    private static Settings none() {
        return Settings.of(List.of(), Map.of());
    }
}
