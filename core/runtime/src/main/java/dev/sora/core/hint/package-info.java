// SPDX-License-Identifier: Apache-2.0
/** What would have to be different for another answer: the results, for applications. */
package dev.sora.core.hint;
