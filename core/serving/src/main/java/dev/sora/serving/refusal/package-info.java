// SPDX-License-Identifier: Apache-2.0
/** Refused requests, each with its status of HTTP and its problem. */
package dev.sora.serving.refusal;
