// SPDX-License-Identifier: Apache-2.0
/**
 * Starts the command line: reads the arguments, runs a verb, and turns its result into an exit
 * status.
 *
 * <p>{@link dev.sora.launcher.Main} is the entry point. {@code Launcher} parses the call, runs the
 * verb and reports failures; {@code InstalledBackend} gives verbs the installed plugins, which it
 * starts on another thread while the arguments are parsed. The verbs are in {@code
 * dev.sora.launcher.verb}, and what they print is in {@code dev.sora.launcher.show}.
 *
 * <p>The package trains and predicts nothing itself: a program that embeds Sora calls {@code
 * dev.sora.core.Sora} instead, as {@code docs/embedding.md} describes.
 */
package dev.sora.launcher;
