// SPDX-License-Identifier: Apache-2.0
/**
 * Indexes that find the nearest vectors without comparing all of them: {@code hnsw}, the
 * hierarchical navigable small-world graph of Malkov and Yashunin (2018), as Apache Lucene builds
 * and searches it.
 */
package dev.sora.neighbours;
