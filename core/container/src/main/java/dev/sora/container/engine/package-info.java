// SPDX-License-Identifier: Apache-2.0
/**
 * Loads plugins with native code once for the whole JVM.
 *
 * <p>A JVM accepts a native library from one class loader only. So the jar of an engine has one
 * class loader in a JVM, which all hosts share, whatever their kind and number, and which stays
 * loaded until the JVM ends:
 *
 * <pre>{@code
 * if (SharedEngines.isEngine(jar)) {
 *     OfferedPlugin engine = SharedEngines.offer(jar);
 * }
 * }</pre>
 */
package dev.sora.container.engine;
