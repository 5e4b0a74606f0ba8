// SPDX-License-Identifier: Apache-2.0
/** Language: texts as sequences of indices, and particles that read sequences. */
package dev.sora.nlp;
