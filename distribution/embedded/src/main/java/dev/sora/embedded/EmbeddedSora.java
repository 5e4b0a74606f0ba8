// SPDX-License-Identifier: Apache-2.0
package dev.sora.embedded;

import dev.sora.core.ExportFormat;
import dev.sora.core.ExportResult;
import dev.sora.core.Model;
import dev.sora.core.PruningOptions;
import dev.sora.core.PruningResult;
import dev.sora.core.RunControl;
import dev.sora.core.RunListener;
import dev.sora.core.SessionOptions;
import dev.sora.core.Sora;
import dev.sora.core.TrainingSession;
import dev.sora.core.assembly.SoraRuntime;
import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.core.host.PluginHost;
import dev.sora.core.manifest.Overrides;
import dev.sora.core.plan.Plan;
import dev.sora.core.profile.Description;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sora with the plugins of an application. Any thread may call any method. Several instances may be
 * open at once, with different plugins; they share one native engine.
 */
public final class EmbeddedSora implements Sora {

    private final PluginHost host;
    private final SoraRuntime runtime;
    private final List<ModelObserver> observers;
    private final Set<ObservedModel> models = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EmbeddedSora(PluginHost host, List<ModelObserver> observers) {
        this.host = host;
        this.runtime = new SoraRuntime(host, KnownTypes.none());
        this.observers = observers;
    }

    /** Returns what configures an instance. */
    public static SoraBuilder builder() {
        return new SoraBuilder();
    }

    @Override
    public List<OfferedPlugin> plugins() {
        return runtime.plugins();
    }

    /**
     * Starts a plugin and removes its other versions. Open models and runs in progress keep the
     * plugins that they started with.
     *
     * @param jar must not be moved or deleted while Sora is open
     * @return the plugin that was added
     * @throws dev.sora.problem.SoraException if it does not start, or if it is an engine; then
     *     nothing has changed
     * @throws UnsupportedOperationException if the plugins are on the class path
     */
    public OfferedPlugin replacePlugin(Path jar) {
        if (host instanceof LivePluginHost live) {
            return IsolatedPlugins.replace(live, jar);
        }
        throw new UnsupportedOperationException(
                "plugins on the class path do not change: name their jars instead");
    }

    @Override
    public Model open(Path model) {
        Model opened = runtime.open(model);
        if (observers.isEmpty()) {
            return opened;
        }
        ObservedModel observed = new ObservedModel(opened, observers, models::remove);
        models.add(observed);
        if (closed) {
            // the thread that closes this may have missed it
            observed.ended();
        }
        return observed;
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides) {
        return runtime.plan(manifest, overrides);
    }

    @Override
    public Plan plan(String manifest, Path folder, Overrides overrides) {
        return runtime.plan(manifest, folder, overrides);
    }

    @Override
    public Plan plan(Path manifest, Overrides overrides, Path lock) {
        return runtime.plan(manifest, overrides, lock);
    }

    @Override
    public String render(Plan plan) {
        return runtime.render(plan);
    }

    @Override
    public String schema() {
        return runtime.schema();
    }

    @Override
    public TrainingResult train(
            Plan plan, TrainingRequest request, RunListener listener, RunControl control) {
        return runtime.train(plan, request, listener, control);
    }

    @Override
    public byte[] fit(Plan plan, RunListener listener) {
        return runtime.fit(plan, listener);
    }

    @Override
    public TrainingSession session(Plan plan, SessionOptions options, RunListener listener) {
        return runtime.session(plan, options, listener);
    }

    @Override
    public PruningResult prune(Path model, PruningOptions options, Path out, RunListener listener) {
        return runtime.prune(model, options, out, listener);
    }

    @Override
    public Description describe(Path input, long limit, RunListener listener) {
        return runtime.describe(input, limit, listener);
    }

    @Override
    public Inspection inspect(Path model) {
        return runtime.inspect(model);
    }

    @Override
    public ExportResult export(Path model, Path output, ExportFormat format) {
        return runtime.export(model, output, format);
    }

    @Override
    public Map<String, String> engineFacts() {
        return runtime.engineFacts();
    }

    /**
     * Closes this Sora with its models and sessions, and stops its plugins. It does not wait for
     * runs: they keep their plugins until they end.
     */
    @Override
    public void close() {
        closed = true;
        try {
            runtime.close();
        } finally {
            host.close();
            models.forEach(ObservedModel::ended);
        }
    }
}
