// SPDX-License-Identifier: Apache-2.0
/**
 * Creates the objects of a run: {@link CompositionRoot} binds what all runs of one runtime share,
 * and gives each run a child injector with its plan, engine, listener and control.
 *
 * <p>No other package uses an injector: classes elsewhere only annotate their constructors. Guice
 * is loaded with the first run, so planning does not load it. {@code EngineRoom} starts the engine,
 * once for a process.
 */
package dev.sora.core.assembly;
