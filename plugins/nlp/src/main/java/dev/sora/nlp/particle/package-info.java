// SPDX-License-Identifier: Apache-2.0
/** Core particles of indices and of sequences. */
package dev.sora.nlp.particle;
