// SPDX-License-Identifier: Apache-2.0
/** Inputs that suit any kind of column. */
package dev.sora.standard.input;
