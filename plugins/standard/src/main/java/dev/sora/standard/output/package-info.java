// SPDX-License-Identifier: Apache-2.0
/** Outputs: classification and regression. */
package dev.sora.standard.output;
