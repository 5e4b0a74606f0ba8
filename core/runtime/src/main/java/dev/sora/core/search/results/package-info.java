// SPDX-License-Identifier: Apache-2.0
/** The results of searches: as a tree for JSON, as a table, and as a page. */
package dev.sora.core.search.results;
