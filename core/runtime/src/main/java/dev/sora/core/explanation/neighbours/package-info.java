// SPDX-License-Identifier: Apache-2.0
/** Compares records by the values of a node, and finds the nearest ones of a data set. */
package dev.sora.core.explanation.neighbours;
