// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code seq2seq}: texts that are generated step by step, such as translations and
 * answers.
 *
 * <p>Only the plugin class is used from outside.
 */
package dev.sora.seq2seq;
