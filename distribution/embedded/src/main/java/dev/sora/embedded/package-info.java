// SPDX-License-Identifier: Apache-2.0
/**
 * Sora within an application.
 *
 * <p>{@link dev.sora.embedded.EmbeddedSora} is Sora with the plugins of an application, which
 * {@link dev.sora.embedded.SoraBuilder} names: jars, each in a class loader of its own in Apache
 * Felix, or those on the class path, without Felix. Both compute the same bits.
 *
 * <pre>{@code
 * try (EmbeddedSora sora = EmbeddedSora.builder().plugins(Path.of("plugins")).build();
 *         Model model = sora.open(Path.of("model.sora"))) {
 *     double price = model.predict(Map.of("rooms", 4)).answer().number("value");
 * }
 * }</pre>
 *
 * <p>Sora sets no system property that stays, adds no shutdown hook, configures no logging and ends
 * no process. Its threads end when it is closed. The native engine stays loaded until the JVM ends,
 * and all instances share it.
 */
package dev.sora.embedded;
