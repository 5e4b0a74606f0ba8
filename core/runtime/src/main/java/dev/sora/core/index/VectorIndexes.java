// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.index;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.Finding.Found;
import dev.sora.core.host.PluginScope;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestCode;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.packaging.Arrangement;
import dev.sora.core.packaging.IndexFile;
import dev.sora.core.planning.settings.PlanProblems;
import dev.sora.core.planning.settings.Section;
import dev.sora.core.planning.settings.SettingsChecker;
import dev.sora.core.planning.settings.TypeFinder;
import dev.sora.index.IndexType;
import dev.sora.index.VectorSearch;
import dev.sora.particle.State;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.setting.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Arranges and searches the vectors of indexes with the types that plugins offer. */
public final class VectorIndexes {

    private static final String KEY = "index";
    private static final String TYPE = "type";

    private final Catalogue catalogue;

    /**
     * Creates an object that calls plugins, which must stay usable.
     *
     * @param catalogue the types to choose from
     */
    public VectorIndexes(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Finds a type and checks its settings.
     *
     * @param type the type, {@code [plugin/]name[@versions]}
     * @param settings assignments of its settings, such as {@code links=32}
     * @throws SoraException if no plugin offers the type, or a setting does not fit, or is the type
     */
    public Arranger arranger(String type, List<String> settings) {
        Manifest given =
                new ManifestReader()
                        .read(
                                "--type",
                                Path.of(""),
                                ManifestWriter.write(Map.of(KEY, Map.of(TYPE, type))),
                                new Overrides(
                                        settings.stream().map(each -> KEY + "." + each).toList(),
                                        Map.of()));
        PlanProblems problems = new PlanProblems(given, KEY);
        Optional<Section> section =
                new Section("", given.tree()).section(KEY, "the type of the index", problems);
        if (section.isPresent() && !type.equals(section.get().values().get(TYPE))) {
            problems.at(
                    KEY + "." + TYPE,
                    ManifestCode.UNKNOWN_KEY
                            .problem("'type' is not a setting of an index")
                            .needs("settings of " + type)
                            .fix("name the type itself: --type"));
        }
        problems.throwIfAny();
        Optional<Arranger> arranger =
                section.flatMap(
                        within ->
                                new TypeFinder(catalogue, problems)
                                        .find(IndexType.KIND, within)
                                        .map(
                                                found ->
                                                        new Arranger(
                                                                found,
                                                                read(
                                                                        within, found, given,
                                                                        problems),
                                                                settings)));
        problems.throwIfAny();
        return arranger.orElseThrow();
    }

    private static Settings read(
            Section section, Found found, Manifest given, PlanProblems problems) {
        return new SettingsChecker(given.folder(), problems)
                .read(section, List.of(TYPE), found.type().descriptor().settings());
    }

    /** A type of a plugin with its settings. */
    public static final class Arranger {

        private final Found found;
        private final Settings settings;
        private final List<String> given;

        private Arranger(Found found, Settings settings, List<String> given) {
            this.found = found;
            this.settings = settings;
            this.given = given;
        }

        /** Arranges the vectors of an index. */
        public Arrangement arrange(IndexFile index) {
            State state =
                    call(
                            found,
                            "arranged the vectors of an index",
                            () ->
                                    ((IndexType) found.type())
                                            .arrange(
                                                    settings,
                                                    new FlatVectors(
                                                            index.vectors(), index.size())));
            return new Arrangement(
                    found.plugin().name() + "/" + found.type().descriptor().name(),
                    found.plugin().version(),
                    given,
                    state);
        }
    }

    /**
     * Opens the arrangement of an index. The search checks what the plugin returns.
     *
     * @param how the arrangement of the index
     * @throws DataException if no plugin offers the type, or the arrangement is damaged
     */
    public VectorSearch open(IndexFile index, Arrangement how) {
        if (!(catalogue.find(IndexType.KIND, how.type()) instanceof Found found)) {
            throw new DataException(
                    Problem.of("SORA-4920", "no installed plugin searches the index")
                            .needs("%s of version %s".formatted(how.type(), how.version()))
                            .have(String.join(", ", catalogue.names(IndexType.KIND)))
                            .fix(
                                    "install the plugin: sora plugin install; or enrol the"
                                            + " identities again without --type and --add: sora"
                                            + " index"));
        }
        int count = index.owners().length;
        VectorSearch opened =
                call(
                        found,
                        "opened an index",
                        () ->
                                ((IndexType) found.type())
                                        .open(
                                                how.state(),
                                                new FlatVectors(index.vectors(), index.size())));
        return vector ->
                call(
                        found,
                        "searched an index",
                        () -> checked(opened.candidates(vector.clone()), count));
    }

    private static int[] checked(int[] candidates, int count) {
        if (candidates.length == 0
                || Arrays.stream(candidates).anyMatch(row -> row < 0 || row >= count)) {
            throw new IllegalStateException(
                    "returned candidates other than some of %d vectors".formatted(count));
        }
        return candidates;
    }

    private static <R> R call(Found found, String what, Supplier<R> action) {
        return PluginScope.call(
                found.plugin().loader(),
                action,
                thrown -> {
                    if (thrown instanceof SoraException known) {
                        throw known;
                    }
                    throw new SoraException(
                            List.of(
                                    Problem.of(
                                                    "SORA-3903",
                                                    "'%s' of plugin '%s' failed while it %s"
                                                            .formatted(
                                                                    found.type()
                                                                            .descriptor()
                                                                            .name(),
                                                                    found.plugin().name(),
                                                                    what))
                                            .have(thrown.toString())
                                            .fix(
                                                    "report it to the plugin's authors; --verbose"
                                                            + " shows more")),
                            thrown);
                });
    }
}
