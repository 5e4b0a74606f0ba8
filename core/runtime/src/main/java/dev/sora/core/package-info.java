// SPDX-License-Identifier: Apache-2.0
/**
 * The interface for applications that embed Sora, and for its command line.
 *
 * <p>{@link Sora} plans, trains, evaluates and describes; {@link
 * dev.sora.core.assembly.SoraRuntime} implements it on the plugins of a {@link
 * dev.sora.core.host.PluginHost}. {@link Model} is an open model package, {@link TrainingSession} a
 * training whose steps the caller drives. A run reports {@link RunEvent}s to a {@link RunListener};
 * {@link RunControl} pauses or ends it from another thread.
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
 * <p>This package contains no logic of runs. The runtime has no particles, engines or data sources:
 * plugins supply them, and a container loads the plugins.
 */
package dev.sora.core;
