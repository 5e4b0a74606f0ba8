// SPDX-License-Identifier: Apache-2.0
/** Tables as text: comma, tab or otherwise separated. */
package dev.sora.table.csv;
