// SPDX-License-Identifier: Apache-2.0
/** Outputs: classification, several labels and regression. */
package dev.sora.standard.output;
