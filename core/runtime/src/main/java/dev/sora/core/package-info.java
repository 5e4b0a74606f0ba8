// SPDX-License-Identifier: Apache-2.0
/**
 * The runtime of Sora: plans, trains, evaluates, opens and describes.
 *
 * <p>{@link Sora} is the entry point for the command line and for applications. {@link SoraRuntime}
 * implements it on the plugins of a {@link dev.sora.core.host.PluginHost}. {@link Model} is an open
 * model package; {@link TrainingSession} is a training whose steps the caller drives.
 *
 * <pre>{@code
 * try (Sora sora = new SoraRuntime(host, KnownTypes.none())) {
 *     Plan plan = sora.plan(Path.of("net.yaml"), new Overrides(List.of(), Map.of()));
 *     sora.train(plan, new TrainingRequest(Path.of("runs/mine"), false), event -> {});
 *     try (Model model = sora.open(Path.of("model.sora"))) {
 *         Prediction prediction = model.predict(Map.of("age", 31));
 *     }
 * }
 * }</pre>
 *
 * <p>The packages below this one follow a run: manifest, plan, assembly, data, graph, training,
 * evaluation, packaging, report. The runtime has no particles, engines or data sources: plugins
 * supply them. It does not load plugins either: that is the task of a container.
 */
package dev.sora.core;
