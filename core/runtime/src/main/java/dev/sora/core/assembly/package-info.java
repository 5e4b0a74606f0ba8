// SPDX-License-Identifier: Apache-2.0
/**
 * Creates the objects of Sora and of its runs.
 *
 * <p>{@link SoraRuntime} implements {@link dev.sora.core.Sora}. {@link CompositionRoot} binds what
 * all runs of one runtime share, and gives each run a child injector with its plan, engine,
 * listener and control. {@link EngineRoom} starts the engine, once for a process.
 *
 * <p>No other package uses an injector: classes elsewhere only annotate their constructors. Guice
 * is loaded with the first run, so planning does not load it. This package may import all others,
 * and none imports it.
 */
package dev.sora.core.assembly;
