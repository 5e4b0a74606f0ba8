// SPDX-License-Identifier: Apache-2.0
/**
 * Decides which plugins may be loaded: reads the policy from {@code sora.yaml} and verifies jars
 * against it.
 *
 * <p>A policy allows every jar, the jars and signers of a list, or jars that are signed by trusted
 * signers. {@link dev.sora.container.trust.TrustPolicy} decides; {@link
 * dev.sora.container.trust.PluginsConfig} is the section of the configuration.
 *
 * <pre>{@code
 * TrustPolicy policy = TrustPolicy.read(soraHome, installHome);
 * policy.check(jar); // throws a SoraException if the jar is not trusted
 * }</pre>
 *
 * <p>A policy decides what is loaded, not what loaded code may do: there is no sandbox. {@code
 * docs/trust.md} describes the settings.
 */
package dev.sora.container.trust;
