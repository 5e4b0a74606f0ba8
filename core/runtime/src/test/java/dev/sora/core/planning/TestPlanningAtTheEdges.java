// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sora.core.CpuTime;
import dev.sora.core.host.Catalogue;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.manifest.Manifest;
import dev.sora.core.manifest.ManifestReader;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Plan;
import dev.sora.particle.ParticlePlan;
import dev.sora.plugin.SoraType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What plugins and very large or incomplete manifests do to a plan. */
final class TestPlanningAtTheEdges {

    private static final String SMALL =
            """
            manifest: 1
            data:
              train: {type: idx, images: images.gz, labels: labels.gz}
            inputs:
              image: {type: image, column: image}
            particles:
              view: {type: dense, from: image, units: 8}
            outputs:
              digit: {type: classification, column: label, from: view}
            """;

    private static Planner planner(OfferedPlugin... more) {
        List<OfferedPlugin> plugins = new ArrayList<>(List.of(more));
        plugins.add(LikeStandard.plugin());
        plugins.add(LikeVision.plugin());
        plugins.add(LikeVision.engine());
        return new Planner(new Catalogue(plugins, KnownTypes.none()));
    }

    private static OfferedPlugin plugin(String name, SoraType... types) {
        ClassLoader loader = new ClassLoader(TestPlanningAtTheEdges.class.getClassLoader()) {};
        return new OfferedPlugin(name, "1.0.0", name + ".jar", loader, List.of(types));
    }

    private static Manifest read(String text, String... assignments) {
        return new ManifestReader()
                .read(
                        "m.yaml",
                        Path.of("/here"),
                        text,
                        new Overrides(List.of(assignments), Map.of()));
    }

    private static List<Problem> problems(Planner planner, String text) {
        return catchThrowableOfType(SoraException.class, () -> planner.plan(read(text))).problems();
    }

    @Test
    void fillsInWhatASmallManifestLeavesOut() {
        Plan plan = planner().plan(read(SMALL));

        assertThat(plan.name()).isEqualTo("m");
        assertThat(plan.training().optimiser().qualifiedName()).isEqualTo("standard/adam");
        assertThat(plan.training().epochs()).isEqualTo(10);
        assertThat(plan.training().checkpoint().keep()).isEqualTo(2);
        assertThat(plan.nodes(Node.Output.class).get(0).metrics().get(0).name())
                .isEqualTo("accuracy");
        assertThat(plan.resolved().get("engine")).isEqualTo(Map.of("type", "auto"));
        assertThat(
                        planner()
                                .plan(
                                        new Manifest(
                                                "r",
                                                Path.of("/"),
                                                plan.resolved(),
                                                plan.manifest().marks()))
                                .resolved())
                .isEqualTo(plan.resolved());
    }

    @Test
    void namesThePluginThatFails() {
        RuntimeException fault = new IllegalStateException("bug");
        OfferedPlugin faulty =
                plugin(
                        "faulty",
                        new LikeStandard.Core(
                                TypeDescriptor.of("throws", "."),
                                settings -> {
                                    throw fault;
                                }),
                        new LikeStandard.Core(
                                TypeDescriptor.of("nulls", "."), settings -> in -> null));
        String text =
                SMALL.replace("type: dense, from: image, units: 8", "type: throws, from: image")
                        .replace("outputs:", "  more: {type: nulls, from: image}\noutputs:")
                        .replace(
                                "from: view}",
                                "from: view}\n  other: {type: classification, column: label, from: more}");

        SoraException failure =
                catchThrowableOfType(SoraException.class, () -> planner(faulty).plan(read(text)));

        assertThat(failure)
                .hasMessage(
                        """
                        SORA-3901  the plugin 'faulty' failed while it planned 'throws'
                          where  m.yaml:7:9
                          have   java.lang.IllegalStateException: bug
                          fix    this is a bug in faulty 1.0.0: report it to its author

                        SORA-3901  the plugin 'faulty' failed while it planned 'nulls'
                          where  m.yaml:8:9
                          have   java.lang.IllegalStateException: returned null
                          fix    this is a bug in faulty 1.0.0: report it to its author""")
                .hasCause(fault);
    }

    @Test
    void callsPluginsInTheirScope() {
        List<ClassLoader> seen = new ArrayList<>();
        OfferedPlugin curious =
                plugin(
                        "curious",
                        new LikeStandard.Core(
                                TypeDescriptor.of("looks", "."),
                                settings -> {
                                    seen.add(Thread.currentThread().getContextClassLoader());
                                    return ParticlePlan::of;
                                }));
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        planner(curious)
                .plan(read(SMALL.replace("dense, from: image, units: 8", "looks, from: image")));

        assertThat(seen).containsExactly(curious.loader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void takesTheBestEngineThatCanRun() {
        Problem obstacle = Problem.of("SORA-5001", "there is no such device");
        OfferedPlugin gpu = plugin("gpus", new LikeVision.Cpu("gpu", 10, Optional.empty()));
        OfferedPlugin blocked =
                plugin("gpus", new LikeVision.Cpu("gpu", 10, Optional.of(obstacle)));

        assertThat(planner(gpu).plan(read(SMALL)).engine().qualifiedName()).isEqualTo("gpus/gpu");
        assertThat(planner(blocked).plan(read(SMALL)).engine().qualifiedName())
                .isEqualTo("engine-cpu/cpu");
        Planner none =
                new Planner(
                        new Catalogue(
                                List.of(LikeStandard.plugin(), LikeVision.plugin(), blocked),
                                KnownTypes.none()));
        assertThatThrownBy(() -> none.plan(read(SMALL)))
                .hasMessageContaining("SORA-2601  no installed engine can run on this machine")
                .hasMessageContaining("gpu: there is no such device");
    }

    @Test
    void saysThatTheEngineWhichIsNamedCannotRun() {
        Problem obstacle =
                Problem.of("SORA-5001", "there is no such device").fix("take another machine");
        Planner planner =
                planner(plugin("gpus", new LikeVision.Cpu("gpu", 10, Optional.of(obstacle))));
        String text = SMALL + "engine: {type: gpu, threads: 0}\n";

        SoraException failure =
                catchThrowableOfType(SoraException.class, () -> planner.plan(read(text)));

        assertThat(failure.problems())
                .extracting(Problem::code, Problem::fix)
                .containsExactly(
                        tuple("SORA-5001", "take another machine"), tuple("SORA-2111", ""));
        assertThat(failure.problems().get(0).where()).matches(".*:\\d+:16");
    }

    @Test
    void plansAPackageWhoseDataIsGone() {
        Planner planner = planner();
        String text = SMALL.replace("type: idx", "type: lost");

        assertThatThrownBy(() -> planner.plan(read(text))).hasMessageContaining("'lost'");
        assertThat(planner.planWithoutData(read(text)).data().train()).isEmpty();
        assertThat(planner.planWithoutData(read(text, "data=null")).data().train()).isEmpty();
        assertThat(planner.planWithoutData(read(SMALL)).data().train()).isPresent();
    }

    @Test
    void plansASourceOfItsOwn() {
        assertThat(
                        planner()
                                .planSource(read("{type: idx, images: a.gz}"))
                                .planned()
                                .settings()
                                .asMap())
                .containsEntry("images", Path.of("/here/a.gz"));
        assertThatThrownBy(() -> planner().planSource(read("{type: idx, image: a.gz}")))
                .hasMessage(
                        """
                        SORA-2101  the data source has no key 'image'
                          where  m.yaml:1:13
                          have   type, on_error, max_errors, images, labels, limit
                          fix    did you mean 'images'?""");
        assertThatThrownBy(() -> planner().planSource(read("{images: a.gz}")))
                .hasMessageContaining("SORA-2102  the data source needs 'type'");
    }

    @Test
    void monitorsOfSeveralOutputsNameTheOutput() {
        String text =
                SMALL.replace("inputs:", "  validation: {fraction: 0.2}\ninputs:")
                                .replace(
                                        "from: view}",
                                        "from: view}\n  size: {type: regression, column: label, from: view}")
                        + "training: {early_stopping: {monitor: MONITOR}}\n";
        Planner planner = planner();

        for (String monitor :
                List.of("val_digit.accuracy", "val_size.rmse", "val_size.loss", "loss")) {
            assertThat(
                            planner.plan(read(text.replace("MONITOR", monitor)))
                                    .training()
                                    .earlyStopping()
                                    .orElseThrow()
                                    .monitor())
                    .isEqualTo(monitor);
        }
        assertThat(problems(planner, text.replace("MONITOR", "val_accuracy")))
                .extracting(Problem::code, Problem::fix)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "SORA-2503", "did you mean 'val_digit.accuracy'?"));
        Plan single =
                planner.plan(
                        read(
                                SMALL.replace("inputs:", "  validation: {fraction: 0.2}\ninputs:")
                                        + "training: {early_stopping: {monitor: val_digit.accuracy}}"));
        assertThat(single.training().earlyStopping().orElseThrow().monitor())
                .isEqualTo("val_accuracy");
    }

    @Test
    void aTableIsNoFigureToWatch() {
        String text =
                SMALL.replace("inputs:", "  validation: {fraction: 0.2}\ninputs:")
                                .replace(
                                        "from: view}",
                                        "from: view, metrics: [accuracy, confusion_matrix]}")
                        + "training: {early_stopping: {monitor: val_confusion_matrix}}\n";

        List<Problem> problems = problems(planner(), text);

        assertThat(problems).extracting(Problem::code).containsExactly("SORA-2503");
        assertThat(problems.get(0).have()).isEqualTo("loss, val_loss, val_accuracy");
    }

    @Test
    void aLongChainIsPlannedInTime() {
        StringBuilder text = new StringBuilder(SMALL.substring(0, SMALL.indexOf("  view")));
        int last = 4000;
        for (int i = last; i > 0; i--) {
            text.append("  p%d: {type: dense, from: p%d, units: 8}\n".formatted(i, i - 1));
        }
        text.append("  p0: {type: dense, from: image, units: 8}\noutputs:\n")
                .append("  o: {type: classification, column: label, from: p%d}\n".formatted(last));
        long begun = CpuTime.now();

        Plan plan = planner().plan(read(text.toString()));

        assertThat(plan.nodes()).hasSize(last + 3);
        assertThat(plan.nodes().get(1).name()).isEqualTo("p0");
        assertThat(CpuTime.since(begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void thousandsOfMistakesTakeTimeInProportion() {
        Duration few = leastTime(500);
        Duration many = leastTime(2000);

        // in proportion it would be 4 times as long, and 16 times if each looked at all others
        assertThat(many).isLessThan(few.multipliedBy(10));
    }

    private static Duration leastTime(int mistakes) {
        StringBuilder text = new StringBuilder(SMALL.substring(0, SMALL.indexOf("  view")));
        for (int i = 0; i < mistakes; i++) {
            text.append(
                    "  particle%d: {tipe: dense, type: dens%d, from: particl%d}\n"
                            .formatted(i, i, i));
        }
        Duration least = Duration.ofDays(1);
        for (int i = 0; i < 2; i++) {
            long begun = CpuTime.now();
            assertThat(problems(planner(), text.toString())).hasSizeGreaterThan(2 * mistakes);
            Duration took = CpuTime.since(begun);
            least = took.compareTo(least) < 0 ? took : least;
        }
        return least;
    }

    @Test
    void tooManyNodesAreRefused() {
        StringBuilder text = new StringBuilder(SMALL.substring(0, SMALL.indexOf("  view")));
        for (int i = 0; i < 5000; i++) {
            text.append("  p%d: {type: dense, from: image, units: 8}\n".formatted(i));
        }
        assertThat(problems(planner(), text.toString()))
                .extracting(Problem::code)
                .contains("SORA-2209");
    }
}
