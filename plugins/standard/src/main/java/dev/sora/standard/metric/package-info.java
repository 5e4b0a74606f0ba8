// SPDX-License-Identifier: Apache-2.0
/** Metrics of classes and numbers. */
package dev.sora.standard.metric;
