// SPDX-License-Identifier: Apache-2.0
/** Windows of series: records that are made of the rows of a table, in the order of time. */
package dev.sora.series.window;
