// SPDX-License-Identifier: Apache-2.0
/** Values out of texts: numbers, moments, lists, pictures. */
package dev.sora.table.cell;
