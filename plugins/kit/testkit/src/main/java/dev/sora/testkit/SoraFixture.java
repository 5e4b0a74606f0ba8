// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit;

import dev.sora.core.PredictionOptions;
import dev.sora.core.Sora;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.evaluation.FlatMetrics;
import dev.sora.core.metrics.Metrics;
import dev.sora.core.plan.Plan;
import dev.sora.plugin.SoraPlugin;
import dev.sora.testkit.host.Container;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs manifests with a plugin inside a real container, as an installed Sora does.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SoraFixture sora = SoraFixture.withPlugin(SqueezePlugin.class);
 *
 * @Test
 * void trains() {
 *     Sora.TrainingResult result = sora.train(Path.of("examples/squeeze.yaml"));
 *     assertThat(result.metrics().find("train", "y", "loss")).isPresent();
 * }
 * }</pre>
 *
 * <p>The plugin runs as a bundle: its jar, or a jar built from its folder of classes and the
 * headers that bnd wrote there. It has the class visibility of a bundle. Other plugins on the class
 * path of the tests are started too. The engine stays on the class path, because a JVM loads its
 * native code once. The plugin {@code testkit} offers small types for training: {@link
 * dev.sora.testkit.plain.PlainPlugin}.
 *
 * <p>A static field is shared by all tests of a class; an instance field is created for each test.
 */
public final class SoraFixture
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

    private final List<Class<? extends SoraPlugin>> plugins = new ArrayList<>();
    private final List<Path> jars = new ArrayList<>();
    private Container container;
    private boolean shared;

    private SoraFixture() {}

    /** Returns a fixture with all plugins on the class path of the tests. */
    public static SoraFixture withPlugins() {
        return new SoraFixture();
    }

    /** Returns a fixture with a plugin of the tested project. */
    public static SoraFixture withPlugin(Class<? extends SoraPlugin> plugin) {
        SoraFixture fixture = new SoraFixture();
        fixture.plugins.add(plugin);
        return fixture;
    }

    /** Returns a fixture with a plugin from a jar. */
    public static SoraFixture withJar(Path jar) {
        SoraFixture fixture = new SoraFixture();
        fixture.jars.add(jar);
        return fixture;
    }

    /** Adds a plugin from a jar. */
    public SoraFixture andJar(Path jar) {
        jars.add(jar);
        return this;
    }

    /**
     * Checks a manifest and returns its plan.
     *
     * @param manifest YAML
     * @param overrides as on the command line: {@code training.epochs=1}
     * @throws dev.sora.problem.SoraException if there is any problem; it contains all problems
     */
    public Plan validate(String manifest, String... overrides) {
        return container().plan(manifest, overrides);
    }

    /**
     * Checks a manifest in a file; relative paths are resolved against its folder.
     *
     * @throws dev.sora.problem.SoraException if there is any problem; it contains all problems
     */
    public Plan validate(Path manifest, String... overrides) {
        return container().plan(manifest, overrides);
    }

    /** Trains a manifest, into a folder that is deleted with the fixture. */
    public Sora.TrainingResult train(String manifest, String... overrides) {
        return train(validate(manifest, overrides));
    }

    /** Trains a manifest in a file, into a folder that is deleted with the fixture. */
    public Sora.TrainingResult train(Path manifest, String... overrides) {
        return train(validate(manifest, overrides));
    }

    private Sora.TrainingResult train(Plan plan) {
        Sora.TrainingRequest request = new Sora.TrainingRequest(container().newFolder(), false);
        return runtime().train(plan, request, event -> {});
    }

    /**
     * Evaluates a model package on its test data; returns the numbers of the split {@code test}.
     */
    public Metrics<Double> evaluate(Path model) {
        return FlatMetrics.numbers(runtime().evaluate(model, Optional.empty(), event -> {}));
    }

    /** Predicts for every record of a file or folder; returns one map for each record. */
    public List<Map<String, Object>> predict(Path model, Path input) {
        List<Map<String, Object>> predictions = new ArrayList<>();
        runtime()
                .predict(
                        model,
                        input,
                        PredictionOptions.DEFAULT,
                        event -> {},
                        prediction -> predictions.add(prediction.line()));
        return predictions;
    }

    /** Returns the runtime, for operations that the fixture does not have. */
    public SoraRuntime runtime() {
        return container().runtime();
    }

    /** Returns the folder of this fixture, which is deleted at its end. */
    public Path folder() {
        return container().folder();
    }

    private Container container() {
        if (container == null) {
            throw new IllegalStateException(
                    "the fixture is active within tests only: is the field annotated with"
                            + " @RegisterExtension?");
        }
        return container;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        container = Container.open(plugins, jars);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared) {
            container = Container.open(plugins, jars);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            close();
        }
    }

    private void close() {
        Container open = container;
        container = null;
        if (open != null) {
            open.close();
        }
    }
}
