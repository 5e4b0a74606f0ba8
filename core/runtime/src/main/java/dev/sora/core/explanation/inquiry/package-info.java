// SPDX-License-Identifier: Apache-2.0
/** What is asked of an explanation: nodes, outputs, parts of answers and their scores. */
package dev.sora.core.explanation.inquiry;
