// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.ManifestWriter;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.HeldOut;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.core.plan.RunPlace;
import dev.sora.core.plan.Source;
import dev.sora.core.plan.TrainingPlan.EarlyStopping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TestPlanner {

    private static final Path FILE = Path.of("src/test/resources/manifests/digits.yaml");

    private final Planner planner =
            new Planner(
                    new Catalogue(
                            List.of(
                                    LikeStandard.plugin(),
                                    LikeVision.plugin(),
                                    LikeVision.engine()),
                            KnownTypes.none()));

    private Plan plan(String... assignments) {
        Overrides overrides = new Overrides(List.of(assignments), Map.of("DATA", "/data"));
        return planner.plan(new ManifestReader().read(FILE, overrides));
    }

    @Test
    void plansWhatTheManifestSays() {
        Plan plan = plan();

        assertThat(plan.name()).isEqualTo("digits");
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.engine().qualifiedName()).isEqualTo("engine-cpu/cpu");
        assertThat(plan.nodes())
                .extracting(Node::name)
                .containsExactly("image", "stem", "deep", "view", "after", "whole", "digit");
        assertThat(plan.nodes(Node.Core.class)).extracting(Node::count).containsExactly(1, 1, 4, 4);
        assertThat(plan.nodes(Node.Core.class).get(1).signal()).hasToString("(64, ?, ?)");
        assertThat(plan.nodes(Node.Combine.class).get(0).from())
                .extracting(Source::toString)
                .containsExactly("view", "after[2]");
        assertThat(plan.nodes(Node.Output.class).get(0).metrics())
                .extracting(Node.NamedMetric::name)
                .containsExactly("accuracy", "top_3");
        assertThat(plan.data().validationSplit())
                .contains(new HeldOut.Share(0.1, HeldOut.By.CHANCE, Optional.empty()));
        assertThat(plan.data().train().orElseThrow().planned().settings().asMap())
                .containsEntry("images", Path.of("/data/train-images.gz"));
        assertThat(plan.data().test().orElseThrow().planned().settings().asMap())
                .containsEntry("images", FILE.toAbsolutePath().resolveSibling("test-images.gz"));
        assertThat(plan.training().epochs()).isEqualTo(5);
        assertThat(plan.training().batches().size()).isEqualTo(64);
        assertThat(plan.training().earlyStopping())
                .contains(new EarlyStopping("val_accuracy", true, 2, 0, true));
    }

    @Test
    void plansTheResolvedManifestToTheSamePlan() {
        Plan plan = plan();
        String yaml = ManifestWriter.write(plan.resolved());
        Manifest again =
                new ManifestReader()
                        .read("m", Path.of("/elsewhere"), yaml, new Overrides(List.of(), Map.of()));

        assertThat(again.tree()).isEqualTo(plan.resolved());
        Plan second = planner.plan(again);
        assertThat(second.resolved()).isEqualTo(plan.resolved());
        assertThat(second.nodes())
                .extracting(TestPlanner::describe)
                .isEqualTo(plan.nodes().stream().map(TestPlanner::describe).toList());
        assertThat(second.training().earlyStopping()).isEqualTo(plan.training().earlyStopping());
        assertThat(ManifestWriter.write(second.resolved())).isEqualTo(yaml);
    }

    /** The weights do not depend on the place, and a package must not tell of a cluster. */
    @Test
    void thePlaceOfTheRunIsNoPartOfTheResolvedManifest() {
        Plan plan =
                plan(
                        "run={on: somewhere, workers: 8, timeout: 60, encrypt: true, conf: {a.b: 4}}",
                        "run.master=host:7077");

        assertThat(plan.resolved()).isEqualTo(plan().resolved());
        assertThat(RunPlace.of(plan()).isHere()).isTrue();
        assertThat(RunPlace.of(plan))
                .isEqualTo(
                        new RunPlace(
                                "somewhere",
                                Optional.of(8),
                                Optional.of("host:7077"),
                                Optional.empty(),
                                Optional.of(60),
                                true,
                                Map.of("a.b", "4")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run={workers: 8} | SORA-2102 | needs",
                "run=spark | SORA-2110 | run",
                "run={on: spark, workers: 0} | SORA-2111 | run.workers",
                "run={on: spark, worker: 2} | SORA-2101 | workers",
                "run={on: spark, timeout: 1e9} | SORA-2111 | 604800",
                "run={on: spark, conf: [a]} | SORA-2110 | conf"
            })
    void aSectionOnThePlaceOfTheRunIsChecked(String assignment, String code, String part) {
        assertThatThrownBy(() -> plan(assignment))
                .hasMessageContaining(code)
                .hasMessageContaining(part);
    }

    private static String describe(Node node) {
        return String.join(
                " ",
                node.name(),
                node.planned().qualifiedName(),
                node.planned().settings().toString(),
                node.from().toString(),
                node.signal().toString(),
                Integer.toString(node.count()));
    }

    @Test
    void overridesReplaceAndRemove() {
        Plan plan =
                plan(
                        "training.epochs=1",
                        "training.early_stopping=null",
                        "particles.deep.kernel[0]=7",
                        "data.train.images=x.gz");

        assertThat(plan.training().epochs()).isEqualTo(1);
        assertThat(plan.training().earlyStopping()).isEmpty();
        assertThat(plan.nodes(Node.Core.class).get(1).planned().settings().asMap())
                .containsEntry("kernel", List.of(7L, 5L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{fraction: 0.25}",
                "{fraction: 0.1, stratify: label}",
                "{fraction: 0.1, group: label}",
                "{fraction: 0.1, latest: label}",
                "{folds: 5, fold: 3}",
                "{folds: 5, fold: 0, stratify: label}",
                "{column: label, values: [1, 2]}"
            })
    void partsOfTheTrainingDataSurviveResolving(String split) {
        Plan plan = plan("data.validation=" + split, "data.test=" + split);

        assertThat(plan.data().hasTest()).isTrue();
        assertThat(plan.data().test()).isEmpty();
        assertThat(plan.data().testSplit()).isEqualTo(plan.data().validationSplit());
        Manifest again =
                new ManifestReader()
                        .read(
                                "m",
                                Path.of("/elsewhere"),
                                ManifestWriter.write(plan.resolved()),
                                new Overrides(List.of(), Map.of()));
        assertThat(planner.plan(again).data().testSplit()).isEqualTo(plan.data().testSplit());
    }

    @Test
    void aFoldIsChangedByAnOverride() {
        assertThat(plan("data.test={folds: 5, fold: 0}", "data.test.fold=3").data().testSplit())
                .contains(new HeldOut.Fold(5, 3, HeldOut.By.CHANCE, Optional.empty()));
    }
}
