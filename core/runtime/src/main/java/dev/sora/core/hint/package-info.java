// SPDX-License-Identifier: Apache-2.0
/** What would turn an answer, and what activates particles: the results, for applications. */
package dev.sora.core.hint;
