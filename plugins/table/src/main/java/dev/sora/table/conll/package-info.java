// SPDX-License-Identifier: Apache-2.0
/** The source {@code conll}: sentences with a token and its label on each line. */
package dev.sora.table.conll;
