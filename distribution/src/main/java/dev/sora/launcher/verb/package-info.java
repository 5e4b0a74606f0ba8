// SPDX-License-Identifier: Apache-2.0
/**
 * The verbs of the command line, one class each.
 *
 * <p>A {@link dev.sora.launcher.verb.Verb} declares its options with the annotations of the parser.
 * It receives a {@link dev.sora.launcher.verb.Session}: streams, environment, and a {@link
 * dev.sora.launcher.verb.Backend} with plugins, store and configuration. The verb {@code schema} is
 * one method:
 *
 * <pre>{@code
 * public int run(Session session) {
 *     session.warn(session.backend().host());
 *     session.print(session.backend().sora().schema().stripTrailing());
 *     return 0;
 * }
 * }</pre>
 *
 * <p>A verb throws a {@code SoraException} for a failure; the launcher reports it and chooses the
 * exit status. Standard output carries results only. Verbs contain no logic of training or
 * prediction: they call {@code dev.sora.core.Sora}.
 */
package dev.sora.launcher.verb;
