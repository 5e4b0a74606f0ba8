// SPDX-License-Identifier: Apache-2.0
/** What the particles share: valid steps, masks and start values. */
package dev.sora.nlp.layer;
