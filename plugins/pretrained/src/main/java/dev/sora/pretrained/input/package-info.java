// SPDX-License-Identifier: Apache-2.0
/** The input of texts that a published tokeniser divides. */
package dev.sora.pretrained.input;
