// SPDX-License-Identifier: Apache-2.0
/** Decoders: particles that read the sequence so far and attend to an encoder's steps. */
package dev.sora.seq2seq.decoder;
